import { z } from 'zod';

/** How many were looked up in the table, and of how many it has what they should have. */
const lookedUpSchema = z.object({ of: z.int().min(0), found: z.int().min(0) });

/** How the events and the projections of a sample belong together, by the ids of their streams. */
export const layoutPairingSchema = z.object({
  /** Streams of the sample that have events, and those that have a projection, and both. */
  streams: z.int().min(0),
  projections: z.int().min(0),
  paired: z.int().min(0),
  /** Whether the sample holds everything that there is. */
  whole: z.boolean(),
  /** Whether every stream is to have a projection. */
  always: z.boolean(),
  /** Where none pairs: streams looked up for their projection, and projections looked up for their events. */
  looked: z.object({ streams: lookedUpSchema, projections: lookedUpSchema }),
  /** What a stream with events is called, and what one with a projection is. */
  stream: z.string().optional(),
  projection: z.string().optional(),
});

/** How the events and the projections of a sample belong together. */
export type LayoutPairing = z.infer<typeof layoutPairingSchema>;
