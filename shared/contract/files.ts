import { z } from 'zod';
import { command } from './define.ts';

/** What a file is, for the title and the endings of its dialog. */
export const fileKindSchema = z.enum(['layout']);

/** What a file is. */
export type FileKind = z.infer<typeof fileKindSchema>;

/** The name of a file without any folder. */
const fileNameSchema = z
  .string()
  .max(120)
  .regex(/^[^/\\\0]+$/);

/**
 * Files that the reader names in the desktop's own dialogs: the window never names a path there. Refused in web mode,
 * where the browser opens and saves files itself.
 */
export const files = {
  /** Asks for a file and reads it as text; null: nothing was chosen. @throws `InvalidInput` for one that is too large or cannot be read */
  open: command(
    z.object({ kind: fileKindSchema }),
    z.object({ name: z.string(), text: z.string() }).nullable(),
  ),
  /** Asks where to, and writes a text there; null: nothing was chosen. `name` is proposed. @throws `InvalidInput` when it cannot be written */
  save: command(
    z.object({ kind: fileKindSchema, name: fileNameSchema, text: z.string().max(1_000_000) }),
    z.object({ name: z.string() }).nullable(),
  ),
};
