import { z } from 'zod';
import { conflictSchema } from '../model/conflict.ts';
import { voidSchema } from './common.ts';
import { query, stream } from './define.ts';

const scope = z.object({ connection: z.string(), table: z.string().optional(), task: z.string().optional() });

/** Conflicts that writers met, from the connection's journal, newest first. */
export const conflicts = {
  list: query(scope, z.array(conflictSchema)),
  /** Every conflict recorded from now on in this scope; ends only with the window. */
  watch: stream(scope, conflictSchema, voidSchema),
};
