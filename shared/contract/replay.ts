import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { changeSchema } from '../model/diff.ts';
import { driftSchema, findingSchema } from '../model/finding.ts';
import { idempotencyLaneSchema } from '../model/idempotencyLane.ts';
import { slowReducerSchema } from '../model/slowReducer.ts';
import { taskEventSchema, undecodableEventSchema } from '../model/taskEvent.ts';
import { timelineSchema } from '../model/timeline.ts';
import { handleSchema, rangeSchema, taskRefSchema, voidSchema } from './common.ts';
import { query, stream } from './define.ts';

/** Progress of opening a task, and later every change of its stream or projection. */
export const replayProgressSchema = z.object({
  handle: handleSchema,
  phase: z.enum(['reading', 'ready']),
  /** Rises whenever events or the projection have changed since the last item. */
  version: z.int(),
  events: z.int(),
  lastSeq: z.int().min(0),
  /** While a reducer of the reader's own keeps states and verdict waiting: where it is. */
  slow: slowReducerSchema.optional(),
});

/** Progress of opening a task. */
export type ReplayProgress = z.infer<typeof replayProgressSchema>;

/** The header of a task: what answers first. */
export const taskSummarySchema = z.object({
  version: z.int(),
  task: z.string(),
  /** Whether every event has been read; until then the verdict is not final. */
  complete: z.boolean(),
  events: z.int(),
  undecodable: z.array(undecodableEventSchema),
  firstSeq: z.int().min(0),
  lastSeq: z.int().min(0),
  /** All fields of the stored projection; null when there is none. */
  stored: attributeMapSchema.nullable(),
  /** State after the last event. */
  replayed: attributeMapSchema,
  /** Null: projection and replay agree, or there is nothing to compare. */
  drift: driftSchema.nullable(),
  /** The fields that the reducer names to be compared; left out: it compares whatever the projection carries. */
  named: z.array(z.string()).optional(),
  /** What is wrong, errors first; of very many only the first, but every doubled sequence, which places rows. */
  findings: z.array(findingSchema),
  /** How many findings there are of each severity, those not sent among them. */
  findingTotals: z.object({ error: z.int().min(0), warning: z.int().min(0), info: z.int().min(0) }),
  attempts: z.int().min(0),
  /** How many requests the events name by an idempotency key; what became of them, `idempotency` tells. */
  requests: z.int().min(0),
  firstAt: z.string().optional(),
  lastAt: z.string().optional(),
  /** How the item of the last event is called among those of the stream. */
  lastKey: z.string().optional(),
  lastType: z.string().optional(),
  /** Every event type of this stream with its count, most frequent first. */
  types: z.array(z.object({ type: z.string(), count: z.int() })),
});

/** The header of a task. */
export type TaskSummary = z.infer<typeof taskSummarySchema>;

/** What narrows the event list. A `/…/` text with `regex` set is a regular expression over type, time and payload text. */
export const eventFilterSchema = z.object({
  types: z.array(z.string()).default([]),
  /** Types that are left out, whatever `types` says. */
  without: z.array(z.string()).optional(),
  text: z.string().default(''),
  regex: z.boolean().default(false),
});

/** What narrows the event list. */
export type EventFilter = z.infer<typeof eventFilterSchema>;

/** One row of the event list. */
export const eventRowSchema = z.object({
  seq: z.int(),
  key: z.string(),
  type: z.string(),
  at: z.string(),
  /** Milliseconds since the event before, negative when the clock went back; absent for the first and for unreadable times. */
  sinceMs: z.number().optional(),
  /** Status after this event. */
  status: z.string(),
  /** The few words of the payload that tell the events of one type apart. */
  gist: z.string(),
  actor: z.string().optional(),
  /** Kinds of the findings at this event, such as `illegal-transition`. A gap before it: `sequence-gap`. */
  findings: z.array(z.string()),
  /** Whether it changed the state, the last sequence and the time of the last event aside. */
  changed: z.boolean(),
});

/** One row of the event list. */
export type EventRow = z.infer<typeof eventRowSchema>;

/** A point in a task's life: after an event (0: before the first), or the stored projection. */
export const pointSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seq'), seq: z.int().min(0) }),
  z.object({ kind: z.literal('stored') }),
]);

/** A point in a task's life. */
export type Point = z.infer<typeof pointSchema>;

/** State at one event, and what that event did. */
export const stateAtSchema = z.object({
  seq: z.int().min(0),
  state: attributeMapSchema,
  /** What this event changed against the event before. */
  changes: z.array(changeSchema),
  /** The event itself; absent at 0. */
  event: taskEventSchema.optional(),
});

/** State at one event. */
export type StateAt = z.infer<typeof stateAtSchema>;

/** An event that was shown, and was read again otherwise: both versions as documents, and what leads from one to the other. */
const rewrittenEventSchema = z.object({
  seq: z.int(),
  key: z.string(),
  from: attributeMapSchema,
  /** Null: there is no such event any more. */
  to: attributeMapSchema.nullable(),
  changes: z.array(changeSchema),
});

/** An event that was shown, and was read again otherwise. */
export type RewrittenEvent = z.infer<typeof rewrittenEventSchema>;

/** One task, replayed. Events stay in the host; the window asks for ranges. */
export const replay = {
  /** Reads a task, watches it for new events, and keeps it until the call is cancelled or the port closes. */
  open: stream(taskRefSchema, replayProgressSchema, voidSchema),
  summary: query(z.object({ handle: handleSchema }), taskSummarySchema),
  /** Rows of the filtered list, oldest first. A bad or too slow expression fails with `InvalidInput`. */
  events: query(
    z.object({ handle: handleSchema, filter: eventFilterSchema, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(eventRowSchema) }),
  ),
  /** Where `seq` stands in the filtered list; when it is filtered out, the nearest row before it. */
  indexOf: query(
    z.object({ handle: handleSchema, filter: eventFilterSchema, seq: z.int().min(0) }),
    z.object({ index: z.int().min(0).nullable(), exact: z.boolean() }),
  ),
  /** The drawn timeline, reduced to about `buckets` marks. */
  timeline: query(z.object({ handle: handleSchema, buckets: z.int().min(50).max(4000) }), timelineSchema),
  /** Events that have changed or gone in the table since they were read here; `more`: beyond those told. */
  rewritten: query(
    z.object({ handle: handleSchema }),
    z.object({ events: z.array(rewrittenEventSchema), more: z.int().min(0) }),
  ),
  /** What became of the requests that the task's events name, by the records that lie in the table now. */
  idempotency: query(z.object({ handle: handleSchema }), idempotencyLaneSchema),
  state: query(z.object({ handle: handleSchema, seq: z.int().min(0) }), stateAtSchema),
  /** What leads from one point to the other. */
  diff: query(
    z.object({ handle: handleSchema, from: pointSchema, to: pointSchema }),
    z.object({ from: attributeMapSchema, to: attributeMapSchema, changes: z.array(changeSchema) }),
  ),
  /** The last event at or before `time` (RFC 3339); 0 when there is none. */
  seek: query(z.object({ handle: handleSchema, time: z.string() }), z.object({ seq: z.int().min(0) })),
};
