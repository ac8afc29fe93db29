import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';
import { layoutNameSchema } from './layout.ts';
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
  /** A conditional write on one item of another layout than `task`. */
  z.object({
    kind: z.literal('item'),
    layout: layoutNameSchema,
    /** The item's key as its layout writes it, such as `<owner>:<task>` or a request's id. */
    key: z.string(),
    /** What was to be done to it, in words that follow "to": `approve it`, `save it`. */
    action: z.string(),
    /** The attribute that the condition was on: `version`, `updated_at`; of a new item, one of its key. */
    lock: z.string(),
    /** The lock's value that the writer relied on; null: that there is no such item yet. */
    expected: z.string().nullable(),
    /** The lock's value that was met; null: there was no such item, or it had no such attribute. */
    met: z.string().nullable(),
    /** The fields that were to be written; empty for a delete. */
    wanted: attributeMapSchema,
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
  /** The task; in a table of another layout the entry, as the place in the window names it. */
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
  /** Replayed state that the loser saw, at the sequence it stated; of an item, the item as it was seen. */
  seenState: attributeMapSchema,
  /** Replayed state at the moment of the loss; of an item, the item as it was met, empty when there was none. */
  actualState: attributeMapSchema,
  /** Last sequence in the stream at the moment of the loss; 0 for an item, which has none. */
  actualSeq: z.int().min(0),
  /** Why the story is not whole: what is stored could not be read after the loss. What was met is empty then. */
  incomplete: z.string().optional(),
});

/** A lost conditional write. */
export type Conflict = z.infer<typeof conflictSchema>;

/** A lost conditional write on one item of another layout. */
export type ItemAttempt = Extract<Attempt, { readonly kind: 'item' }>;

/** A lost conditional write to a task. */
export type TaskAttempt = Exclude<Attempt, ItemAttempt>;

/** Which condition failed: the one on the sequence, the one on the stored status, or an item's own lock. */
export function lostOn({ attempt, actualStatus }: Conflict): 'sequence' | 'status' | 'item' {
  if (attempt.kind !== 'append') return attempt.kind;
  return attempt.project === true && actualStatus !== undefined ? 'status' : 'sequence';
}

/** The last sequence that the loser knew of when it wrote; 0 for an item, which has none. */
export function seenSeqOf({ attempt }: Conflict): number {
  switch (attempt.kind) {
    case 'append':
      return attempt.expectedSeq - 1;
    case 'status':
      return attempt.seenSeq;
    case 'item':
      return 0;
  }
}
