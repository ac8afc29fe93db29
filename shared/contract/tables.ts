import { z } from 'zod';
import { tableDescriptionSchema } from '../model/layout.ts';
import { tableRefSchema } from './common.ts';
import { query, stream } from './define.ts';

/** The tables of a connection. */
export const tables = {
  /** Every table with its description and detected layout, one by one as they are read. `failed` names those that could not be described. */
  list: stream(
    z.object({ connection: z.string() }),
    tableDescriptionSchema,
    z.object({ total: z.int(), failed: z.array(z.object({ table: z.string(), reason: z.string() })) }),
  ),
  describe: query(tableRefSchema, tableDescriptionSchema),
};
