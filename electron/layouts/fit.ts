import { AppError } from '#shared/errors/appError.ts';
import type { KeySchema, LayoutName } from '#shared/model/layout.ts';
import type { IndexDefinition } from '../dynamo/dynamo.ts';
import { LAYOUT_TABLES } from './definitions.ts';
import { schemaDifferences, type SchemaDifference } from './initTables.ts';

type Shape = { readonly key: KeySchema; readonly indexes: readonly IndexDefinition[] };

const TTL_UNKNOWN = { known: false, attribute: undefined } as const;

/** How the key of a table differs from what `layout` needs; undefined when the table can carry it. Indexes may be missing. */
export function keyDifference(found: Shape, layout: LayoutName): SchemaDifference | undefined {
  if (layout === 'stream' || layout === 'other') return undefined;
  const differences = LAYOUT_TABLES[layout].map((definition) =>
    schemaDifferences(definition, found, TTL_UNKNOWN).find(({ what }) => what === 'key'),
  );
  const [first] = differences;
  if (first === undefined || differences.includes(undefined)) return undefined;
  const expected = [...new Set(differences.flatMap((difference) => difference?.expected ?? []))];
  return { ...first, expected: expected.join(' or ') };
}

/**
 * Checks that a table can be read in `layout`.
 * @throws `SchemaMismatch` with the difference when its key cannot carry that layout
 */
export function requireFit(found: Shape & { readonly table: string }, layout: LayoutName): void {
  const difference = keyDifference(found, layout);
  if (difference === undefined) return;
  const { expected, found: is } = difference;
  throw new AppError('SchemaMismatch', {
    message: `The table “${found.table}” cannot be read in the layout “${layout}” (key: expected ${expected}, found ${is}).`,
    nextStep: 'Choose another layout, or leave it as detected.',
    details: { table: found.table, differences: [difference] },
  });
}
