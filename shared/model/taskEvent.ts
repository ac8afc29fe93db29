import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';

/** A sequence number: a whole number from 1 on. Ordered as a number, never as the text of its key. */
export const sequenceSchema = z.int().min(1);

/** The event types of the built-in task reducer (CONTRACTS 1). */
export const TASK_EVENT_TYPES = [
  'TaskCreated',
  'TaskAssigned',
  'TaskStarted',
  'TaskProgressed',
  'TaskSucceeded',
  'TaskFailed',
  'TaskRetryScheduled',
  'TaskCancelled',
  'TaskDeadLettered',
  'TaskRedriven',
] as const;

/** An event type that the built-in reducer knows. A stored event may carry any other text. */
export type TaskEventType = (typeof TASK_EVENT_TYPES)[number];

/** What a writer states of an event; the sequence comes from the append. `at` is RFC 3339, kept as written. */
export const newTaskEventSchema = z.object({
  type: z.string().min(1),
  at: z.string().min(1),
  data: attributeMapSchema.optional(),
  actor: z.string().optional(),
  correlationId: z.string().optional(),
  causationId: z.string().optional(),
  idempotencyKey: z.string().optional(),
});

/** An event before it has a sequence. */
export type NewTaskEvent = z.infer<typeof newTaskEventSchema>;

/**
 * Zod schema for an event of a stream. `key` tells it from every other event of its stream: the range key that it was
 * read from, `[2]` behind it where an item holds several, the partition before it where a stream has several. `at` is
 * empty only where the layout has no times. `eventId` is what its writer calls it, where the layout says so; causation ids
 * name it. `metadata` is what other layouts keep beside the payload.
 */
export const taskEventSchema = newTaskEventSchema.extend({
  seq: sequenceSchema,
  key: z.string(),
  at: z.string(),
  eventId: z.string().optional(),
  metadata: attributeMapSchema.optional(),
});

/** One event of a task's stream, decoded. */
export type TaskEvent = z.infer<typeof taskEventSchema>;

/** Zod schema for an item that lies among the events but cannot be read as one. */
export const undecodableEventSchema = z.object({
  key: z.string(),
  seq: sequenceSchema.optional(),
  reason: z.string(),
});

/** An item under `EVENT#` that is no event; it is shown with its reason, never dropped. */
export type UndecodableEvent = z.infer<typeof undecodableEventSchema>;

/** The stored projection of a task (`META`): the fields as they lie in the table, nothing added. */
export const projectionSchema = z.object({ fields: attributeMapSchema });

/** The stored projection of a task. `fields` leaves out the two key attributes and `write_id`. */
export type Projection = z.infer<typeof projectionSchema>;

/** Everything stored for one task, in the order of its sequence numbers. */
export interface TaskHistory {
  readonly taskId: string;
  readonly events: readonly TaskEvent[];
  readonly undecodable: readonly UndecodableEvent[];
  readonly projection: Projection | undefined;
}
