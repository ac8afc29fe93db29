import { AppError, hasCode } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { CallOptions, Dynamo, IndexDefinition, TableDefinition } from '../dynamo/dynamo.ts';
import { definitionsOf, type KnownLayout } from './definitions.ts';

/** One table after `initTables`: whether it was created now or was there already, and how it then differs. */
export interface InitializedTable {
  readonly table: string;
  readonly created: boolean;
  /** Empty when the table is as it should be. */
  readonly differences: readonly SchemaDifference[];
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
      return { table, created: true, differences: [] };
    } catch (error) {
      // Somebody else may have created it between our look and our creation.
      if (!hasCode(error, 'TableExists')) throw error;
      found = await dynamo.describeTable(table, options);
    }
  }
  const ttl = await dynamo.describeTtl(table, options);
  return { table, created: false, differences: schemaDifferences(definition, found, ttl) };
};

const inWords = ({ table, differences }: InitializedTable): string => {
  const list = differences.map(
    ({ what, expected, found }) => `${what}: expected ${expected}, found ${found}`,
  );
  return `“${table}” (${list.join('; ')})`;
};

const mismatch = (different: readonly InitializedTable[]): AppError | undefined => {
  const tables = different.map(({ table, differences }) => ({ table, differences: [...differences] }));
  const [first] = tables;
  if (first === undefined) return undefined;
  const left =
    tables.length > 1
      ? `${tables.length} tables are there but built otherwise, and were left as they are`
      : 'A table is there but built otherwise, and was left as it is';
  return new AppError('SchemaMismatch', {
    message: `${left}: ${different.map(inWords).join(', ')}.`,
    nextStep: 'Use a prefix for tables of your own, or change what differs yourself.',
    details: { ...first, ...(tables.length > 1 ? { tables } : {}) },
  });
};

/**
 * Creates the tables of a layout that are missing, with their indexes and TTL attribute, and tells which were there.
 * A table that is there is compared, never changed, and every table is told before a difference is an error.
 * @throws `SchemaMismatch` that names every table built otherwise, once all others are there
 */
export async function initTables(dynamo: Dynamo, options: InitOptions): Promise<readonly InitializedTable[]> {
  const done: InitializedTable[] = [];
  for (const definition of definitionsOf(options.layout, options.prefix)) {
    const result = await initTable(dynamo, definition, { signal: options.signal });
    done.push(result);
    options.onTable?.(result);
  }
  const error = mismatch(done.filter(({ differences }) => differences.length > 0));
  if (error !== undefined) throw error;
  return done;
}
