import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';
import { newTaskEventSchema, sequenceSchema, taskEventSchema } from './taskEvent.ts';

/** What the losing writer tried, and what it believed to be true when it did. */
export const attemptSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('append'),
    expectedSeq: sequenceSchema,
    event: newTaskEventSchema,
    /** Whether the projection was to move in the same transaction. */
    project: z.boolean().optional(),
    /** The stored status that such a transaction relied on; absent when it relied on there being no projection. */
    expectedStatus: z.string().optional(),
  }),
  z.object({
    kind: z.literal('status'),
    expected: z.string(),
    wanted: z.string(),
    /** The last sequence the writer had seen when it decided. */
    seenSeq: z.int().min(0),
  }),
]);

/** What the losing writer tried. */
export type Attempt = z.infer<typeof attemptSchema>;

/** Zod schema for a lost conditional write: what was expected, what was there, who had won. */
export const conflictSchema = z.object({
  id: z.string(),
  /** RFC 3339, when the loss was learnt. */
  at: z.string(),
  table: z.string(),
  taskId: z.string(),
  /** `recorded`: met by a writer and journalled. `inferred`: concluded from stored data. */
  evidence: z.enum(['recorded', 'inferred']),
  attempt: attemptSchema,
  /** The event that had taken the sequence, or that moved the status on; absent when none can be named. */
  winner: taskEventSchema.optional(),
  /**
   * The stored status met (from the failed call's own old item), or `unknown`. Present when the condition on the
   * status is the one that failed; a plain append has no such condition, and may tell it besides.
   */
  actualStatus: z.string().optional(),
  /** Replayed state that the loser saw, at the sequence it stated. */
  seenState: attributeMapSchema,
  /** Replayed state at the moment of the loss. */
  actualState: attributeMapSchema,
  /** Last sequence in the stream at the moment of the loss. */
  actualSeq: z.int().min(0),
  /** Why the story is not whole: the events could not be read after the loss. Both states are empty then. */
  incomplete: z.string().optional(),
});

/** A lost conditional write. */
export type Conflict = z.infer<typeof conflictSchema>;

/** Which condition failed: the one on the sequence, or the one on the stored status. */
export function lostOn({ attempt, actualStatus }: Conflict): 'sequence' | 'status' {
  if (attempt.kind === 'status') return 'status';
  return attempt.project === true && actualStatus !== undefined ? 'status' : 'sequence';
}

/** The last sequence that the loser knew of when it wrote. */
export function seenSeqOf(conflict: Conflict): number {
  return conflict.attempt.kind === 'append' ? conflict.attempt.expectedSeq - 1 : conflict.attempt.seenSeq;
}
