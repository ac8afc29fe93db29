import { z } from 'zod';
import { taskEventSchema } from '../model/taskEvent.ts';
import { handleSchema } from './common.ts';
import { query } from './define.ts';

const common = {
  /** How deep it stands under the first cause. */
  depth: z.int().min(0),
  /** Whether it led to the event that was asked about, is that event, or came of it. */
  relation: z.enum(['cause', 'self', 'effect']),
};

const eventPlace = { task: z.string(), seq: z.int() };

/** One line of a tree of causes and effects, a cause before its effects. */
export const causeRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), ...common, ...eventPlace, type: z.string(), at: z.string() }),
  /** Events of one task, each caused by the one before, told as one. */
  z.object({ kind: z.literal('run'), ...common, ...eventPlace, toSeq: z.int(), count: z.int() }),
  /** A cause that is no event of this table: a request, a message, an order. */
  z.object({ kind: z.literal('outside'), ...common, text: z.string() }),
  /** A cause that is named as an event of a task, and is not there. */
  z.object({ kind: z.literal('missing'), ...common, text: z.string() }),
  /** An event that stands above already: the causes lead in a circle. */
  z.object({ kind: z.literal('cycle'), ...common, ...eventPlace, type: z.string() }),
  /** More than is told. */
  z.object({ kind: z.literal('more'), ...common, count: z.int() }),
]);

/** One line of a tree of causes and effects. */
export type CauseRow = z.infer<typeof causeRowSchema>;

/** What caused an event, what it caused, and which other tasks belong to the same correlation. */
export const causationSchema = z.object({
  rows: z.array(causeRowSchema),
  correlation: z
    .object({
      id: z.string(),
      tasks: z.array(z.object({ task: z.string(), seq: z.int(), events: z.int() })),
      /** Tasks beyond those told. */
      more: z.int(),
    })
    .nullable(),
  /** Whether every event of the table is known here; false while it is read, and where there are too many. */
  complete: z.boolean(),
});

/** What caused an event, and what it caused. */
export type Causation = z.infer<typeof causationSchema>;

/** Causes and effects across the tasks of a listed table. */
export const causation = {
  /** `handle` is of the listed table. The event is given whole: the list may not have come to it yet. */
  tree: query(
    z.object({
      handle: handleSchema,
      task: z.string().min(1),
      event: taskEventSchema.omit({ data: true }),
    }),
    causationSchema,
  ),
};
