import type { TableRef } from '#shared/contract/common.ts';
import { AppError, isAppError, toErrorData } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { layoutNameSchema, type LayoutName, type TableDescription } from '#shared/model/layout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { describeTable } from '../layouts/describe.ts';
import { keyDifference, requireFit } from '../layouts/fit.ts';
import type { ConnectionService } from './connections.ts';
import { layoutKeyDifference, type LayoutCatalog, type ReadyLayout } from './layoutCatalog.ts';
import { fromFailure } from './linkState.ts';

/** What a caller of `list` is told while tables are described. */
export interface TableListener {
  readonly signal: AbortSignal;
  readonly emit: (table: TableDescription) => Promise<void>;
}

/** How listing a connection's tables ended. */
export interface TableListing {
  readonly total: number;
  readonly failed: { readonly table: string; readonly reason: string }[];
}

/** The tables of connections. */
export interface TableService {
  /** Describes every table, in the order of names; one that cannot be described is named with its reason. */
  list(connection: string, listener: TableListener): Promise<TableListing>;
  /** @throws `TableNotFound` */
  describe(ref: TableRef, signal: AbortSignal): Promise<TableDescription>;
  /**
   * Reads a table in `layout` from now on; undefined: in the one detected.
   * @throws `TableNotFound`; `NotFound` for a layout that there is not; `SchemaMismatch` with the difference when the
   * table's key cannot carry it
   */
  chooseLayout(ref: TableRef, layout: string | undefined, signal: AbortSignal): Promise<TableDescription>;
  /** The layout file that a table is read by; undefined where it is not read as streams. @throws `TableNotFound` */
  streams(ref: TableRef, signal: AbortSignal): Promise<ReadyLayout | undefined>;
  /** One item by its key, read consistently; undefined when there is none. */
  item(ref: TableRef, key: AttributeMap, signal: AbortSignal): Promise<AttributeMap | undefined>;
}

/** What the tables of a host stand on. */
export interface TablesDeps extends Pick<ConnectionService, 'use'> {
  /** What the reader chose for tables. */
  readonly layouts: {
    of(ref: TableRef): Promise<string | undefined>;
    choose(ref: TableRef, layout: string | undefined): Promise<void>;
  };
  readonly catalog: Pick<LayoutCatalog, 'ready' | 'file'>;
}

/** A layout that the window has panes for without any file. */
const panesOf = (name: string): LayoutName | undefined => {
  const { data } = layoutNameSchema.safeParse(name);
  return data === 'castore' || data === 'stream' ? undefined : data;
};

/** Makes the service that reads tables. */
export function createTables({ use, layouts, catalog }: TablesDeps): TableService {
  /** What each table is read by, as far as it was described. */
  const known = new Map<string, ReadyLayout | undefined>();
  const keyOf = ({ connection, table }: TableRef): string => JSON.stringify([connection, table]);

  /** The table in a layout file; undefined when there is no such file, or its key is another one. */
  const inStreams = async (
    found: TableDescription,
    connection: string,
    name: string,
  ): Promise<{ readonly described: TableDescription; readonly ready: ReadyLayout } | undefined> => {
    const ready = await catalog.ready(connection, name);
    if (ready === undefined || layoutKeyDifference(found.key, ready.compiled.file) !== undefined)
      return undefined;
    const layout = name === 'castore' ? 'castore' : 'stream';
    return { described: { ...found, layout, streams: ready.streams }, ready };
  };

  const describe = async (dynamo: Dynamo, ref: TableRef, signal: AbortSignal): Promise<TableDescription> => {
    const found = await describeTable(dynamo, ref.table, { signal });
    const chosen = await layouts.of(ref);
    const panes = chosen === undefined ? undefined : panesOf(chosen);
    // A table may have been made anew, with another key, since it was chosen for.
    if (panes !== undefined && keyDifference(found, panes) === undefined) {
      known.set(keyOf(ref), undefined);
      return { ...found, layout: panes };
    }
    for (const name of [panes === undefined ? chosen : undefined, found.detectedStreams]) {
      const streams = name === undefined ? undefined : await inStreams(found, ref.connection, name);
      if (streams === undefined) continue;
      known.set(keyOf(ref), streams.ready);
      return streams.described;
    }
    known.set(keyOf(ref), undefined);
    return found;
  };

  /** @throws `SchemaMismatch`, `NotFound` */
  const requireChoice = async (
    dynamo: Dynamo,
    ref: TableRef,
    name: string,
    signal: AbortSignal,
  ): Promise<void> => {
    const found = await dynamo.describeTable(ref.table, { signal });
    const panes = panesOf(name);
    if (panes !== undefined) {
      requireFit(found, panes);
      return;
    }
    const difference = layoutKeyDifference(found.key, await catalog.file(ref.connection, name));
    if (difference === undefined) return;
    const { expected, found: is } = difference;
    throw new AppError('SchemaMismatch', {
      message: `The table “${ref.table}” cannot be read in the layout “${name}” (key: expected ${expected}, found ${is}).`,
      nextStep: 'Choose another layout, or leave it as detected.',
      details: { table: ref.table, differences: [{ what: 'key', expected, found: is }] },
    });
  };

  const list = async (
    dynamo: Dynamo,
    connection: string,
    { signal, emit }: TableListener,
  ): Promise<TableListing> => {
    const names = await dynamo.listTables({ signal });
    const failed: TableListing['failed'] = [];
    for (const table of names) {
      try {
        await emit(await describe(dynamo, { connection, table }, signal));
      } catch (error) {
        // An outage says nothing of this table; the next one would only meet it again.
        if (signal.aborted || (isAppError(error) && fromFailure(error) !== undefined)) throw error;
        failed.push({ table, reason: toErrorData(error).message });
      }
    }
    return { total: names.length, failed };
  };

  return {
    list: (connection, listener) => use(connection, (dynamo) => list(dynamo, connection, listener)),
    describe: (ref, signal) => use(ref.connection, (dynamo) => describe(dynamo, ref, signal)),
    chooseLayout: (ref, layout, signal) =>
      use(ref.connection, async (dynamo) => {
        if (layout !== undefined) await requireChoice(dynamo, ref, layout, signal);
        await layouts.choose(ref, layout);
        return describe(dynamo, ref, signal);
      }),
    streams: async (ref, signal) => {
      if (!known.has(keyOf(ref))) await use(ref.connection, (dynamo) => describe(dynamo, ref, signal));
      return known.get(keyOf(ref));
    },
    item: async ({ connection, table }, key, signal) => {
      const answer = await use(connection, (dynamo) =>
        dynamo.getItem({ table, key, consistent: true }, { signal }),
      );
      return answer.item;
    },
  };
}
