import { z } from 'zod';

/** A stretch of time and where it is drawn. `x` runs from 0 (first event) to 1 (last). Times are epoch milliseconds. */
const stretch = { fromMs: z.number(), toMs: z.number(), x0: z.number(), x1: z.number() };

/** Zod schema for a drawn timeline. */
export const timelineSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  /** The scale: active stretches keep the true proportion, idle ones are collapsed to a fixed small width. */
  stretches: z.array(z.object({ kind: z.enum(['active', 'idle']), ...stretch })),
  /** Durations of states. `status` is the one in force from `fromSeq` until the next band. */
  bands: z.array(z.object({ status: z.string(), fromSeq: z.int(), toSeq: z.int(), ...stretch })),
  /** Events; those too close to be told apart share a mark. `type` and `findings` are those of its most telling event `seq`. */
  marks: z.array(
    z.object({
      x: z.number(),
      seq: z.int(),
      fromSeq: z.int(),
      toSeq: z.int(),
      count: z.int(),
      type: z.string(),
      status: z.string(),
      findings: z.array(z.string()),
    }),
  ),
  /** Sequences that are missing, drawn between the marks around them. */
  gaps: z.array(z.object({ x: z.number(), from: z.int(), to: z.int() })),
  /** Retries: from the failure to the next start. */
  retries: z.array(
    z.object({ fromSeq: z.int(), toSeq: z.int(), x0: z.number(), x1: z.number(), attempt: z.int() }),
  ),
  /** Where every event of a small stream is drawn, by position in the stream; empty when the stream is larger than `buckets`. */
  ticks: z.array(z.object({ seq: z.int(), x: z.number() })),
});

/** A drawn timeline. */
export type Timeline = z.infer<typeof timelineSchema>;
