import { z } from 'zod';
import { conflictSchema } from '../model/conflict.ts';
import { deadLetterItemSchema, letterRefSchema } from '../model/deadLetter.ts';
import { redrivePreviewSchema } from '../model/redrivePreview.ts';
import { sequenceSchema } from '../model/taskEvent.ts';
import { handleSchema, tableRefSchema } from './common.ts';
import { command, query, stream } from './define.ts';
import { rowLists } from './rowLists.ts';

/** What is read: every queue, by a scan of the table; or one, by a query. */
export const letterQuerySchema = z.object({ queue: z.string().optional() });

/** What is read. */
export type LetterQuery = z.infer<typeof letterQuerySchema>;

/** Which letters a list is narrowed to. `open`: nobody has redriven them yet, and they can be read. */
export const LETTER_STATES = ['open', 'redriven', 'corrupt', 'all'] as const;

/** What narrows and orders the list. `text` matches queue, key, task, event type, error code and message. */
export const letterFilterSchema = z.object({
  text: z.string().default(''),
  state: z.enum(LETTER_STATES).default('open'),
  queue: z.string().optional(),
  /** By the time of the last failure. */
  order: z.enum(['newest', 'oldest']).default('newest'),
});

/** What narrows and orders the list. */
export type LetterFilter = z.infer<typeof letterFilterSchema>;

/** Counts of a queue. `open` leaves out what was redriven and what cannot be read. */
export const queueCountSchema = z.object({
  queue: z.string(),
  letters: z.int(),
  open: z.int(),
  corrupt: z.int(),
});

/** Counts of a queue. */
export type QueueCount = z.infer<typeof queueCountSchema>;

/** How redriving one letter ended. */
export const redriveOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('redriven'), seq: sequenceSchema }),
  /** Somebody was there before; `redrivenAt` as stored, RFC 3339 or `unknown`, `seq` where it is stored too. */
  z.object({
    outcome: z.literal('alreadyRedriven'),
    redrivenAt: z.string(),
    seq: sequenceSchema.optional(),
  }),
  z.object({ outcome: z.literal('conflict'), conflict: conflictSchema }),
  /** Today the event would be an illegal move of status, and that was not to be forced. Nothing was written. */
  z.object({ outcome: z.literal('refused'), from: z.string(), to: z.string() }),
  /** The answer was lost and what is stored does not decide it; `message` says what was and was not established. */
  z.object({ outcome: z.literal('unknown'), message: z.string() }),
]);

/** How redriving one letter ended. */
export type RedriveOutcome = z.infer<typeof redriveOutcomeSchema>;

/** How one letter of many ended: as above, or with an error of its own. */
export const letterOutcomeSchema = z.discriminatedUnion('outcome', [
  ...redriveOutcomeSchema.options,
  z.object({ outcome: z.literal('failed'), code: z.string(), message: z.string() }),
]);

/** How one letter of many ended. */
export type LetterOutcome = z.infer<typeof letterOutcomeSchema>;

/** One letter of many that is over, and how many are. */
export const bulkProgressSchema = z.object({
  done: z.int(),
  total: z.int(),
  letter: letterRefSchema,
  /** The task, where the letter could be read. */
  task: z.string().optional(),
  result: letterOutcomeSchema,
});

/** One letter of many that is over, and how many are. */
export type BulkProgress = z.infer<typeof bulkProgressSchema>;

/** Most letters that are redriven in one go. */
export const MOST_LETTERS = 10_000;

const letterOfTable = tableRefSchema.extend(letterRefSchema.shape);

const how = {
  /** Whether the projection moves in the same transaction. */
  project: z.boolean(),
  /** Whether an event is appended even where its move of status is illegal today. */
  force: z.boolean(),
};

/** The dead letters of a table (CONTRACTS 1). Rows stay in the host; the window asks for ranges. */
export const deadLetters = {
  ...rowLists({ query: letterQuerySchema, filter: letterFilterSchema, row: deadLetterItemSchema }),
  /** The queues of what was read so far, by name. */
  queues: query(z.object({ handle: handleSchema }), z.array(queueCountSchema)),
  /**
   * Names of the letters that pass the filter and can be redriven, in its order; at most {@link MOST_LETTERS}. With
   * `among`: those of them that it names.
   */
  redrivable: query(
    z.object({
      handle: handleSchema,
      filter: letterFilterSchema,
      among: z.array(letterRefSchema).max(MOST_LETTERS).optional(),
    }),
    z.array(letterRefSchema),
  ),
  /** What redriving a letter would do now. */
  preview: query(letterOfTable, redrivePreviewSchema),
  /** Appends the letter's event as number `expectedSeq`, which a preview has told, and marks the letter. */
  redrive: command(
    letterOfTable.extend({
      ...how,
      expectedSeq: sequenceSchema,
      /** Names this very redrive: made again with the same one, it is decided again, and never done twice. */
      writeId: z.string().min(1).max(100),
    }),
    redriveOutcomeSchema,
  ),
  /**
   * Redrives letters one after another, the one that failed first first, each at the end its stream has by then. What
   * happens to one stops none of the rest, except an outage, which fails the call. Cancelled, it ends with the letter
   * under way, which may have been redriven.
   */
  redriveAll: stream(
    tableRefSchema.extend({ ...how, letters: z.array(letterRefSchema).min(1).max(MOST_LETTERS) }),
    bulkProgressSchema,
    z.object({ done: z.int(), redriven: z.int() }),
  ),
};
