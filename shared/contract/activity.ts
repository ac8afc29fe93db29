import { z } from 'zod';
import { errorCodeSchema } from '../errors/details.ts';
import { voidSchema } from './common.ts';
import { stream } from './define.ts';

/** A call to DynamoDB that has ended. Times in milliseconds. */
export const finishedCallSchema = z.object({
  /** Its place among all calls of its connection, counted from 1. */
  number: z.int().min(1),
  /** DynamoDB's name of the operation. */
  operation: z.string(),
  /** The table, or the first of several; absent where the operation has none. */
  table: z.string().optional(),
  /** When it began, RFC 3339. */
  at: z.string(),
  /** How often it was sent. */
  attempts: z.int().min(0),
  /** Time spent waiting between the sendings. */
  waitsMs: z.number(),
  /** From the call to its end, all waits included. */
  latencyMs: z.number(),
  /** Capacity units consumed; 0 where none are told. */
  units: z.number(),
  /** `refused`: a condition did not hold. */
  outcome: z.enum(['done', 'refused', 'failed']),
  /** Why it failed. */
  code: errorCodeSchema.optional(),
});

/** A call to DynamoDB that has ended. */
export type FinishedCall = z.infer<typeof finishedCallSchema>;

/** All calls of a connection since the host was started. */
export const callTotalsSchema = z.object({
  calls: z.int().min(0),
  /** Sendings beyond the first of each call. */
  sentAgain: z.int().min(0),
  /** Time spent waiting between sendings, in milliseconds. */
  waitsMs: z.number(),
  units: z.number(),
  /** Calls that failed; neither refused nor cancelled ones. */
  failed: z.int().min(0),
});

/** All calls of a connection since the host was started. */
export type CallTotals = z.infer<typeof callTotalsSchema>;

/** Calls that have ended since the batch before, oldest first; at most as many as the host keeps. */
export const callBatchSchema = z.object({ calls: z.array(finishedCallSchema), totals: callTotalsSchema });

/** Calls that have ended since the batch before. */
export type CallBatch = z.infer<typeof callBatchSchema>;

/** What goes between the host and a DynamoDB. */
export const activity = {
  /** The last calls of a connection at once, then those that end, in a few batches a second; ends only with the window. */
  watch: stream(z.object({ connection: z.string().min(1) }), callBatchSchema, voidSchema),
};
