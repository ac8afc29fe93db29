import { z } from 'zod';
import {
  auditEstimateSchema,
  auditFilterSchema,
  auditOptionsSchema,
  auditOverviewSchema,
  auditRowSchema,
  auditRunSchema,
} from '../model/audit.ts';
import { auditComparisonSchema } from '../model/auditComparison.ts';
import { rangeSchema, tableRefSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/** An audit of a table. */
export const auditRefSchema = tableRefSchema.extend({ run: z.string().min(1) });

/** An audit of a table. */
export type AuditRef = z.infer<typeof auditRefSchema>;

/** Audits of whole tables. They go on without a window, are kept on disk, and are asked for in ranges. */
export const audit = {
  /** What an audit would take; reads nothing but the table's description. @throws `InvalidInput` for a table without streams */
  estimate: query(tableRefSchema, auditEstimateSchema),
  /** Begins an audit. @throws `InvalidInput` while another one of the table runs */
  start: command(tableRefSchema.extend({ options: auditOptionsSchema }), auditRunSchema),
  pause: command(auditRefSchema, voidSchema),
  /** Goes on with one that is paused, or that ended before it was done. @throws `NotFound` when nothing of it is kept */
  resume: command(auditRefSchema, auditRunSchema),
  /** Ends it; what was found so far is kept, and it can be gone on with. */
  cancel: command(auditRefSchema, voidSchema),
  /** Forgets a run and its findings. */
  remove: command(auditRefSchema, voidSchema),
  /** The runs of a table, newest first. */
  runs: query(tableRefSchema, z.object({ runs: z.array(auditRunSchema) })),
  /** How a run stands, now and whenever it has come further; ends when it does. */
  watch: stream(auditRefSchema, auditRunSchema, voidSchema),
  overview: query(auditRefSchema, auditOverviewSchema),
  range: query(
    auditRefSchema.extend({ filter: auditFilterSchema, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(auditRowSchema) }),
  ),
  /** How the findings of a run differ from those of another run of the table, and what cannot be told of that. */
  compare: query(auditRefSchema.extend({ against: z.string().min(1) }), auditComparisonSchema),
};
