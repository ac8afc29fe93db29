import type { TableRef } from '#shared/contract/common.ts';
import { isAppError, toErrorData } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutName, TableDescription } from '#shared/model/layout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { describeTable } from '../layouts/describe.ts';
import { keyDifference, requireFit } from '../layouts/fit.ts';
import type { ConnectionService } from './connections.ts';
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
   * @throws `TableNotFound`; `SchemaMismatch` with the difference when its key cannot carry that layout
   */
  chooseLayout(ref: TableRef, layout: LayoutName | undefined, signal: AbortSignal): Promise<TableDescription>;
  /** One item by its key, read consistently; undefined when there is none. */
  item(ref: TableRef, key: AttributeMap, signal: AbortSignal): Promise<AttributeMap | undefined>;
}

/** What the tables of a host stand on. */
export interface TablesDeps extends Pick<ConnectionService, 'use'> {
  /** What the reader chose for tables. */
  readonly layouts: {
    of(ref: TableRef): Promise<LayoutName | undefined>;
    choose(ref: TableRef, layout: LayoutName | undefined): Promise<void>;
  };
}

/** Makes the service that reads tables. */
export function createTables({ use, layouts }: TablesDeps): TableService {
  const describe = async (dynamo: Dynamo, ref: TableRef, signal: AbortSignal): Promise<TableDescription> => {
    const found = await describeTable(dynamo, ref.table, { signal });
    const chosen = await layouts.of(ref);
    // A table may have been made anew, with another key, since it was chosen for.
    const fits = chosen !== undefined && keyDifference(found, chosen) === undefined;
    return fits ? { ...found, layout: chosen } : found;
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
        if (layout !== undefined) {
          requireFit(await dynamo.describeTable(ref.table, { signal }), layout);
        }
        await layouts.choose(ref, layout);
        return describe(dynamo, ref, signal);
      }),
    item: async ({ connection, table }, key, signal) => {
      const answer = await use(connection, (dynamo) =>
        dynamo.getItem({ table, key, consistent: true }, { signal }),
      );
      return answer.item;
    },
  };
}
