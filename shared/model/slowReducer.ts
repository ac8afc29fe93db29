import { z } from 'zod';

/** Where a reducer of the reader's own is that takes its time. */
export const slowReducerSchema = z.object({
  /** What it is called: its file's name. */
  reducer: z.string(),
  /** The stream whose events it folds, where it folds those of many. */
  stream: z.string().optional(),
  /** The event that it is at, counted from 1, and how many there are to fold as far as the stream is known. */
  event: z.int().min(1),
  events: z.int().min(1),
  /** For how long it has been running, in seconds. */
  seconds: z.number().min(0),
});

/** Where a reducer of the reader's own is that takes its time. */
export type SlowReducer = z.infer<typeof slowReducerSchema>;
