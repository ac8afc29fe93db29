import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isMissing } from './fileErrors.ts';

/** What a JSON file of our own holds; undefined where there is none, or it is not what `schema` says. */
export async function parsedFile<T>(file: string, schema: z.core.$ZodType<T>): Promise<T | undefined> {
  try {
    return z.safeParse(schema, JSON.parse(await readFile(file, 'utf8'))).data;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
