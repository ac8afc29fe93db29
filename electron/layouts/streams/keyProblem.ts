import type { KeyAttribute, KeySchema } from '#shared/model/layout.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { LayoutProblem } from './checkLayout.ts';

const words = (first: KeyAttribute, second: KeyAttribute | undefined): string =>
  [first, second].flatMap((each) => (each === undefined ? [] : [`${each.name} ${each.type}`])).join(', ');

/** What is wrong with a layout's key for a table with another one; undefined when they are the same. */
export function keyProblem(
  { key }: LayoutFile,
  { hash, range }: KeySchema,
  table: string,
): LayoutProblem | undefined {
  const [expected, found] = [words(key.partition, key.sort), words(hash, range)];
  if (expected === found) return undefined;
  return {
    path: 'key',
    says: `The layout is for the key ${expected}; the table “${table}” has ${found}.`,
    nextStep: 'Write the names and types of the table’s key attributes, or name another table.',
  };
}
