import { z } from 'zod';
import { errorDataSchema } from '../errors/appError.ts';
import { auditChangeSchema } from './auditChange.ts';
import { driftClassSchema, findingSchema, severitySchema } from './finding.ts';
import { slowReducerSchema } from './slowReducer.ts';

/** What an audit may cost, and how it reads. */
export const auditOptionsSchema = z.object({
  /** A ceiling on read units a second. */
  unitsPerSecond: z.number().positive().max(1_000_000).optional(),
  /** The audit ends, and can be gone on with, when so many read units are consumed. */
  maxUnits: z.number().positive().max(1e12).optional(),
  /** Parallel segments; left out: what is fastest for the server. */
  segments: z.int().min(1).max(1000).optional(),
  /** US dollars for a million read units, for the estimate. */
  pricePerMillion: z.number().min(0).max(1000),
});

/** What an audit may cost, and how it reads. */
export type AuditOptions = z.infer<typeof auditOptionsSchema>;

/**
 * US dollars for a million read request units on demand in us-east-1.
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
export const DEFAULT_PRICE_PER_MILLION = 0.125;

/** What auditing a table would take, as far as the server's own counts tell (on AWS up to six hours old). */
export const auditEstimateSchema = z.object({
  items: z.int().min(0),
  bytes: z.int().min(0),
  units: z.number().min(0),
  /** The layout that it would be read by. */
  layout: z.string(),
  /** What would fold its streams, in words. */
  reducer: z.string(),
  /** Other tables that hold its projections; they are read as well, and counted above. */
  projectionsElsewhere: z.array(z.string()),
});

/** What auditing a table would take. */
export type AuditEstimate = z.infer<typeof auditEstimateSchema>;

/** How an audit stands. `ceiling`: it ended at its ceiling of units; `interrupted`: its program ended. */
export const auditStateSchema = z.enum([
  'running',
  'paused',
  'done',
  'ceiling',
  'cancelled',
  'interrupted',
  'failed',
]);

/** How an audit stands. */
export type AuditState = z.infer<typeof auditStateSchema>;

/** Counts of findings by severity. */
export const severityCountsSchema = z.object({ error: z.int(), warning: z.int(), info: z.int() });

/** Counts of findings by severity. */
export type SeverityCounts = z.infer<typeof severityCountsSchema>;

/** One audit of a table: what it was told, and how far it has come. Times are RFC 3339. */
export const auditRunSchema = z.object({
  run: z.string(),
  table: z.string(),
  state: auditStateSchema,
  startedAt: z.string(),
  endedAt: z.string().optional(),
  options: auditOptionsSchema,
  layout: z.string(),
  reducer: z.string(),
  /** Whether states were folded, and compared with projections; absent in runs that were kept before it was told. */
  folds: z.boolean().optional(),
  /** The server's own count before it began. */
  expectedItems: z.int().min(0),
  tasks: z.int().min(0),
  events: z.int().min(0),
  items: z.int().min(0),
  units: z.number().min(0),
  /** Whether some of them are estimated, by what other pages consumed. */
  unitsEstimated: z.boolean().optional(),
  /** Time spent reading and judging, pauses left out. */
  seconds: z.number().min(0),
  /** Items a second of late; absent when nothing is being read. */
  itemsPerSecond: z.number().min(0).optional(),
  /** Whether everything is read and the last streams are being judged. */
  judging: z.boolean().default(false),
  findings: severityCountsSchema,
  /** While a reducer of the reader's own keeps it waiting: where it is. */
  slow: slowReducerSchema.optional(),
  error: errorDataSchema.optional(),
});

/** One audit of a table. */
export type AuditRun = z.infer<typeof auditRunSchema>;

/** Findings of one kind that look as if they had one cause. */
export const auditCauseSchema = z.object({
  /** Names it among those of its run. */
  key: z.string(),
  kind: z.string(),
  severity: severitySchema,
  class: driftClassSchema.optional(),
  /** The differing fields, for drift. */
  fields: z.array(z.string()),
  /** The type of the event that it begins at, where all begin at one. */
  type: z.string().optional(),
  /** The move of status, for illegal ones. */
  move: z.object({ from: z.string(), to: z.string() }).optional(),
  findings: z.int(),
  tasks: z.int(),
  /** RFC 3339, of the first and the last of them. */
  since: z.string().optional(),
  until: z.string().optional(),
  /** A task that has it, and the number of the event to look at. */
  example: z.object({ task: z.string(), seq: z.int().optional() }),
});

/** Findings of one kind that look as if they had one cause. */
export type AuditCause = z.infer<typeof auditCauseSchema>;

/** Findings of a span of time; `from` up to, not including, `to`, in epoch milliseconds. */
export const auditBucketSchema = z.object({
  from: z.number(),
  to: z.number(),
  error: z.int(),
  warning: z.int(),
});

/** Findings of a span of time. */
export type AuditBucket = z.infer<typeof auditBucketSchema>;

/** What an audit found, taken together. Rises with `version`. */
export const auditOverviewSchema = z.object({
  version: z.int(),
  /** Most tasks first, errors before warnings. */
  causes: z.array(auditCauseSchema),
  /** How many causes there are, those that are not listed among them. */
  causesTotal: z.int(),
  byKind: z.array(z.object({ kind: z.string(), error: z.int(), warning: z.int() })),
  byField: z.array(z.object({ field: z.string(), error: z.int(), warning: z.int() })),
  overTime: z.array(auditBucketSchema),
  /** Findings without a readable time. */
  timeless: z.int(),
});

/** What an audit found, taken together. */
export type AuditOverview = z.infer<typeof auditOverviewSchema>;

/** What narrows the findings of a run, and their order. */
export const auditFilterSchema = z.object({
  /** `severity`: errors before warnings before the rest, each as found. */
  order: z.enum(['severity', 'found']).default('severity'),
  kinds: z.array(z.string()).default([]),
  severity: severitySchema.optional(),
  field: z.string().optional(),
  type: z.string().optional(),
  /** The key of one cause. */
  cause: z.string().optional(),
  /** Matches task, event type, fields, keys and reasons. */
  text: z.string().default(''),
  /** Compared with another run of the table; of what only that one has, the rows are its own. */
  against: z.object({ run: z.string(), change: auditChangeSchema }).optional(),
});

/** What narrows the findings of a run, and their order. */
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** One finding of a run. */
export const auditRowSchema = z.object({
  finding: findingSchema,
  /** RFC 3339, of the event that it begins at, else of projection or last event. */
  at: z.string().optional(),
  type: z.string().optional(),
});

/** One finding of a run. */
export type AuditRow = z.infer<typeof auditRowSchema>;
