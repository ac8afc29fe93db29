import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';
import { newTaskEventSchema, sequenceSchema } from './taskEvent.ts';

/** Zod schema for what names a dead letter: its queue, and its range key as it lies in the table. */
export const letterRefSchema = z.object({ queue: z.string(), key: z.string() });

/** What names a dead letter. Two queues may hold letters of the same key. */
export type LetterRef = z.infer<typeof letterRefSchema>;

/** Why an event could not be applied, as the one who gave it up told it. */
export const letterErrorSchema = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Zod schema for a dead letter (CONTRACTS 1). What a foreign writer left out, or stored otherwise, is absent. */
export const deadLetterSchema = letterRefSchema.extend({
  /** The part of the key behind its time; the whole key where it names no time. */
  letterId: z.string(),
  taskId: z.string(),
  /** The sequence under which the event was to be appended. */
  expectedSeq: sequenceSchema.optional(),
  event: newTaskEventSchema,
  error: letterErrorSchema,
  /** How often it was tried. */
  attempts: z.int().optional(),
  /** RFC 3339, as written. */
  firstFailedAt: z.string().optional(),
  lastFailedAt: z.string().optional(),
  /** RFC 3339 as written, or `unknown` when the attribute is there and is no text; absent: still dead. */
  redrivenAt: z.string().optional(),
  /** The sequence under which its event was appended, where the one who redrove it told. */
  redrivenSeq: sequenceSchema.optional(),
});

/** An event that was given up after its last attempt, kept with its error. */
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Zod schema for an item of a queue that cannot be redriven, and why. */
export const corruptLetterSchema = letterRefSchema.extend({
  reason: z.string(),
  item: attributeMapSchema,
});

/** An item of a queue that is no letter; it is shown with its reason, never dropped. */
export type CorruptLetter = z.infer<typeof corruptLetterSchema>;

/** Zod schema for whatever lies in a queue. */
export const deadLetterItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('letter'), letter: deadLetterSchema }),
  z.object({ kind: z.literal('corrupt'), corrupt: corruptLetterSchema }),
]);

/** Whatever lies in a queue. */
export type DeadLetterItem = z.infer<typeof deadLetterItemSchema>;

/** What names an item of a queue, whatever it is. */
export function letterRefOf(item: DeadLetterItem): LetterRef {
  const { queue, key } = item.kind === 'letter' ? item.letter : item.corrupt;
  return { queue, key };
}

/** One text for a letter's name, for maps and lists. */
export function letterKeyText({ queue, key }: LetterRef): string {
  return JSON.stringify([queue, key]);
}

const keyTextSchema = z.tuple([z.string(), z.string()]);

/** The letter that a {@link letterKeyText} names; undefined for any other text. */
export function letterOfKeyText(text: string): LetterRef | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = keyTextSchema.safeParse(parsed);
  return found.success ? { queue: found.data[0], key: found.data[1] } : undefined;
}
