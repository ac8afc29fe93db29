import { resolve } from 'node:path';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** A file of the build. */
export const built = (name: string): string => resolve(ROOT, 'dist', name);
