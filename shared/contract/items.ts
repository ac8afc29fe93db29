import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { tableRefSchema, taskRefSchema } from './common.ts';
import { query } from './define.ts';

/** Items as they lie in the table: tagged attribute values, untouched. */
export const items = {
  /** One item by its full key, read consistently; `null` when there is none. */
  get: query(
    tableRefSchema.extend({ key: attributeMapSchema }),
    z.object({ item: attributeMapSchema.nullable() }),
  ),
  /**
   * The item that an event of a task was read from, in whatever layout its table is read; with null that of the stored
   * projection. `null` when there is none any more.
   */
  ofTask: query(
    taskRefSchema.extend({ event: z.object({ seq: z.int(), key: z.string() }).nullable() }),
    z.object({ item: attributeMapSchema.nullable() }),
  ),
};
