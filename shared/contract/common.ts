import { z } from 'zod';

/** Input of an entry that needs none. */
export const nothingSchema = z.object({});

/** Result of a command or a stream that only tells that it is over. */
export const voidSchema = z.object({});

/** A table of a connection. */
export const tableRefSchema = z.object({ connection: z.string().min(1), table: z.string().min(1) });

/** A table of a connection. */
export type TableRef = z.infer<typeof tableRefSchema>;

/** A task in a table of a connection. */
export const taskRefSchema = tableRefSchema.extend({ task: z.string().min(1) });

/** A task in a table of a connection. */
export type TaskRef = z.infer<typeof taskRefSchema>;

/** Rows `from` (counted from 0) up to, not including, `to`; at most 2,000 of them. */
export const rangeSchema = z
  .object({ from: z.int().min(0), to: z.int().min(0) })
  .refine((range) => range.to >= range.from && range.to - range.from <= 2000, 'at most 2,000 rows');

/** Something that the host holds open for a window: a listed table, an opened task. */
export const handleSchema = z.string().min(1);
