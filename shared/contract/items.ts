import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { tableRefSchema } from './common.ts';
import { query } from './define.ts';

/** Items as they lie in the table: tagged attribute values, untouched. */
export const items = {
  /** One item by its full key, read consistently; `null` when there is none. */
  get: query(
    tableRefSchema.extend({ key: attributeMapSchema }),
    z.object({ item: attributeMapSchema.nullable() }),
  ),
};
