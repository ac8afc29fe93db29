import { z } from 'zod';

/**
 * One time that a request led to an event. `run`: the first. `ranAgain`: once more, after the record that would have
 * answered it had expired or was gone. `ranTwice`: once more while that record was still to be heeded.
 */
export const requestRunSchema = z.object({
  seq: z.int(),
  /** As written. */
  at: z.string(),
  role: z.enum(['run', 'ranAgain', 'ranTwice']),
  /** `recorded`: the record that lies in the table says so. `inferred`: concluded from the events alone. */
  evidence: z.enum(['recorded', 'inferred']),
});

/** One time that a request led to an event. */
export type RequestRun = z.infer<typeof requestRunSchema>;

/** A request that a task's events name by an idempotency key, and what became of it. */
export const laneRequestSchema = z.object({
  key: z.string(),
  /** What the record is worth now; `absent`: none lies in the table, since it was deleted or there never was one. */
  state: z.enum(['completed', 'inProgress', 'expired', 'absent']),
  /** In the order of the sequence; of very many the first and the last. */
  runs: z.array(requestRunSchema),
  /** How many runs there are in all. */
  runCount: z.int().min(1),
  /** RFC 3339 times at which a repeat was answered from the record, as far as they were noted. */
  replays: z.array(z.string()),
  /** RFC 3339, when the record was begun and from when on it counts as gone. */
  createdAt: z.string().optional(),
  expiresAt: z.string().optional(),
  /** The task that the record belongs to, when it is another one. */
  otherTask: z.string().optional(),
});

/** A request that a task's events name. */
export type LaneRequest = z.infer<typeof laneRequestSchema>;

/** The requests of a task, the one that ran last first. */
export const idempotencyLaneSchema = z.object({
  /** How many requests the task's events name; those that ran longest ago are left out beyond a limit. */
  total: z.int().min(0),
  requests: z.array(laneRequestSchema),
});

/** The requests of a task. */
export type IdempotencyLane = z.infer<typeof idempotencyLaneSchema>;
