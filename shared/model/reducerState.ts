import { z } from 'zod';

/** Why a reducer's files cannot be run, and where, as far as that can be told. */
export const reducerFailureSchema = z.object({
  message: z.string(),
  file: z.string().optional(),
  line: z.int().min(1).optional(),
});

/** Why a reducer's files cannot be run. */
export type ReducerFailure = z.infer<typeof reducerFailureSchema>;

/** What folds the streams of a table. */
export const reducerStateSchema = z.object({
  /** `builtIn`: that of tasks; `layout`: as the layout file states; `file`: one that the reader chose. */
  kind: z.enum(['builtIn', 'layout', 'file']),
  /** What it is called. */
  name: z.string(),
  /** The chosen file, absolute. */
  file: z.string().optional(),
  /** Rises with each change of what folds; streams opened under another version show another replay. */
  version: z.int().min(0),
  /** Why the file as it is now cannot be run; what was loaded before, or else the table's own reducer, still folds. */
  failure: reducerFailureSchema.optional(),
  /** Whether the chosen file folds now, as it was when last loaded well. */
  isLoaded: z.boolean(),
  hasInvariants: z.boolean(),
});

/** What folds the streams of a table. */
export type ReducerState = z.infer<typeof reducerStateSchema>;
