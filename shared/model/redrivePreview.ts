import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';
import { deadLetterSchema } from './deadLetter.ts';
import { changeSchema } from './diff.ts';
import { sequenceSchema } from './taskEvent.ts';

/** Zod schema for a reason to look twice before a letter is redriven. */
export const redriveWarningSchema = z.discriminatedUnion('kind', [
  /** The task has moved on to a status that the event may not follow. */
  z.object({ kind: z.literal('illegal'), from: z.string(), to: z.string() }),
  /** The reducer gives the event no meaning, so that nothing but the last sequence would change. */
  z.object({ kind: z.literal('unknown-type'), type: z.string() }),
  /** An event that says the same lies in the stream already. */
  z.object({ kind: z.literal('present'), seq: sequenceSchema }),
  /** The event is older than the one that it would follow; both RFC 3339, as written. */
  z.object({ kind: z.literal('earlier'), at: z.string(), previousAt: z.string() }),
  /** So many items of the stream cannot be read, and are not in the states shown. */
  z.object({ kind: z.literal('unreadable'), items: z.int().min(1) }),
]);

/** A reason to look twice before a letter is redriven. */
export type RedriveWarning = z.infer<typeof redriveWarningSchema>;

/** Zod schema for what redriving a letter would do to its task as it is today. */
export const redrivePreviewSchema = z.object({
  letter: deadLetterSchema,
  /** The sequence that its event would get. */
  seq: sequenceSchema,
  /** Replayed state of today, and with the event on top. */
  before: attributeMapSchema,
  after: attributeMapSchema,
  /** What leads from one to the other. */
  changes: z.array(changeSchema),
  warnings: z.array(redriveWarningSchema),
});

/** What redriving a letter would do to its task as it is today. */
export type RedrivePreview = z.infer<typeof redrivePreviewSchema>;
