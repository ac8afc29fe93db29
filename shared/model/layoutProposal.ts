import { z } from 'zod';
import { layoutFileSchema } from './streamLayout.ts';

/** What a guess is about: the part of a layout that it fills. */
export const guessPartSchema = z.enum([
  'events',
  'stream',
  'sequence',
  'type',
  'time',
  'data',
  'context',
  'projection',
  'others',
]);

/** What a guess is about. */
export type GuessPart = z.infer<typeof guessPartSchema>;

/** How well the sample supports a guess. */
export const trustSchema = z.enum(['sure', 'likely', 'weak']);

/** How well the sample supports a guess. */
export type Trust = z.infer<typeof trustSchema>;

/** One guess about a table, with its evidence as a sentence. */
export const guessSchema = z.object({ part: guessPartSchema, says: z.string(), trust: trustSchema });

/** One guess about a table. */
export type Guess = z.infer<typeof guessSchema>;

/** A layout proposed for a table, and why. `reads` of `of` sampled items are explained by it. */
export const layoutProposalSchema = z.object({
  layout: layoutFileSchema,
  guesses: z.array(guessSchema),
  trust: trustSchema,
  reads: z.int().min(0),
  of: z.int().min(0),
  /** Places that the reader may choose instead, by what they are for. */
  places: z.object({
    types: z.array(z.string()),
    times: z.array(z.string()),
    data: z.array(z.string()),
    numbers: z.array(z.string()),
  }),
});

/** A layout proposed for a table, and why. */
export type LayoutProposal = z.infer<typeof layoutProposalSchema>;
