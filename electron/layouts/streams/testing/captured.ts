import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { attributeMapSchema } from '#shared/model/attributeValue.ts';
import { keySchemaSchema } from '#shared/model/layout.ts';

/** What lay in the tables of a library after it had written. */
const capturedSchema = z.object({
  /** The library and its version, or the source that the items were made from by hand. */
  writtenBy: z.string(),
  tables: z.array(z.object({ table: z.string(), key: keySchemaSchema, items: z.array(attributeMapSchema) })),
});

/** What lay in the tables of a library after it had written. */
export type CapturedTables = z.infer<typeof capturedSchema>;

/** The items kept of a library; see `capture.ts` for how they came to be. */
export async function capturedTables(name: string): Promise<CapturedTables> {
  const text = await readFile(join(import.meta.dirname, 'items', `${name}.json`), 'utf8');
  return capturedSchema.parse(JSON.parse(text));
}
