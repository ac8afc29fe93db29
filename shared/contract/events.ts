import { z } from 'zod';
import { conflictSchema } from '../model/conflict.ts';
import { newTaskEventSchema, sequenceSchema } from '../model/taskEvent.ts';
import { taskStatusSchema } from '../model/taskStatus.ts';
import { taskRefSchema } from './common.ts';
import { command } from './define.ts';

/** How a write ended. Losing a race is an outcome with a story, not an error. */
export const writeOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('written'), seq: z.int().min(0) }),
  z.object({ outcome: z.literal('conflict'), conflict: conflictSchema }),
  /** The answer was lost and what is stored does not decide it; `message` says what was and was not established. */
  z.object({ outcome: z.literal('unknown'), message: z.string() }),
]);

/** How a write ended. */
export type WriteOutcome = z.infer<typeof writeOutcomeSchema>;

/** Names a write: sent again under the same name, it is decided again but never done twice. Left out: a new one. */
const writeIdSchema = z.string().min(1).max(100).optional();

/** Writes to one task, each under the condition that what the writer saw still holds. */
export const events = {
  /** Appends at `expectedSeq`; with `project`, the projection moves in the same transaction. */
  append: command(
    taskRefSchema.extend({
      expectedSeq: sequenceSchema,
      event: newTaskEventSchema.omit({ at: true }),
      project: z.boolean(),
      /**
       * With `project`: the stored status on the writer's screen, relied upon; null when there was no projection.
       * Left out: the one found at the call.
       */
      seenStatus: z.string().nullable().optional(),
      writeId: writeIdSchema,
    }),
    writeOutcomeSchema,
  ),
  /** Sets the stored status, provided that it is still `expected`. `seenSeq`: the last sequence on the writer's screen. */
  changeStatus: command(
    taskRefSchema.extend({
      expected: z.string(),
      wanted: taskStatusSchema,
      seenSeq: z.int().min(0),
      writeId: writeIdSchema,
      /** It was sent before under this `writeId`, and its outcome is not known. */
      again: z.boolean().optional(),
    }),
    writeOutcomeSchema,
  ),
};
