import { AppError, hasCode } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { CallOptions, Dynamo, IndexDefinition, TableDefinition } from '../dynamo/dynamo.ts';
import { definitionsOf, type KnownLayout } from './definitions.ts';

/** One table after `initTables`: whether it was created now or was there already. */
export interface InitializedTable {
  readonly table: string;
  readonly created: boolean;
}

/** Which tables to create, and what to put before their names. */
export interface InitOptions extends CallOptions {
  readonly layout: KnownLayout | 'all';
  readonly prefix?: string | undefined;
  /** Called after each table. */
  readonly onTable?: ((table: InitializedTable) => void) | undefined;
}

/** One difference between the table that is wanted and the one that is there. */
export interface SchemaDifference {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

const keyText = ({ hash, range }: KeySchema): string =>
  [hash, range].flatMap((part) => (part === undefined ? [] : [`${part.name} ${part.type}`])).join(', ');

/** What a table has other than `definition` says. An index more than wanted is no difference. */
export function schemaDifferences(
  definition: TableDefinition,
  found: { readonly key: KeySchema; readonly indexes: readonly IndexDefinition[] },
  ttl: { readonly known: boolean; readonly attribute: string | undefined },
): readonly SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  const compare = (what: string, expected: string, actual: string): void => {
    if (expected !== actual) differences.push({ what, expected, found: actual });
  };
  compare('key', keyText(definition.key), keyText(found.key));
  for (const index of definition.indexes) {
    const actual = found.indexes.find((candidate) => candidate.name === index.name);
    compare(`index ${index.name}`, keyText(index.key), actual === undefined ? 'none' : keyText(actual.key));
  }
  if (ttl.known) compare('TTL attribute', definition.ttlAttribute ?? 'none', ttl.attribute ?? 'none');
  return differences;
}

const existing = async (dynamo: Dynamo, table: string, options: CallOptions) => {
  try {
    return await dynamo.describeTable(table, options);
  } catch (error) {
    if (hasCode(error, 'TableNotFound')) return undefined;
    throw error;
  }
};

const initTable = async (
  dynamo: Dynamo,
  definition: TableDefinition,
  options: CallOptions,
): Promise<InitializedTable> => {
  const { table } = definition;
  let found = await existing(dynamo, table, options);
  if (found === undefined) {
    try {
      await dynamo.createTable(definition, options);
      return { table, created: true };
    } catch (error) {
      // Somebody else may have created it between our look and our creation.
      if (!hasCode(error, 'TableExists')) throw error;
      found = await dynamo.describeTable(table, options);
    }
  }
  const ttl = await dynamo.describeTtl(table, options);
  const differences = schemaDifferences(definition, found, ttl);
  if (differences.length === 0) return { table, created: false };
  const list = differences.map(
    ({ what, expected, found: is }) => `${what}: expected ${expected}, found ${is}`,
  );
  throw new AppError('SchemaMismatch', {
    message: `The table “${table}” is there but built otherwise (${list.join('; ')}). Nothing was changed.`,
    nextStep: 'Use a prefix for tables of your own, or change that table yourself.',
    details: { table, differences: [...differences] },
  });
};

/**
 * Creates the tables of a layout that are missing, with their TTL attribute, and tells which were there.
 * A table that is there is compared, never changed.
 * @throws `SchemaMismatch` for the first table that is built otherwise
 */
export async function initTables(dynamo: Dynamo, options: InitOptions): Promise<readonly InitializedTable[]> {
  const done: InitializedTable[] = [];
  for (const definition of definitionsOf(options.layout, options.prefix)) {
    const result = await initTable(dynamo, definition, { signal: options.signal });
    done.push(result);
    options.onTable?.(result);
  }
  return done;
}
