import type { TableRef } from '#shared/contract/common.ts';
import { isAppError, toErrorData } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TableDescription } from '#shared/model/layout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { describeTable } from '../layouts/describe.ts';
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
  /** One item by its key, read consistently; undefined when there is none. */
  item(ref: TableRef, key: AttributeMap, signal: AbortSignal): Promise<AttributeMap | undefined>;
}

/** Makes the service that reads tables. */
export function createTables({ use }: Pick<ConnectionService, 'use'>): TableService {
  const list = async (dynamo: Dynamo, { signal, emit }: TableListener): Promise<TableListing> => {
    const names = await dynamo.listTables({ signal });
    const failed: TableListing['failed'] = [];
    for (const table of names) {
      try {
        await emit(await describeTable(dynamo, table, { signal }));
      } catch (error) {
        // An outage says nothing of this table; the next one would only meet it again.
        if (signal.aborted || (isAppError(error) && fromFailure(error) !== undefined)) throw error;
        failed.push({ table, reason: toErrorData(error).message });
      }
    }
    return { total: names.length, failed };
  };

  return {
    list: (connection, listener) => use(connection, (dynamo) => list(dynamo, listener)),
    describe: ({ connection, table }, signal) =>
      use(connection, (dynamo) => describeTable(dynamo, table, { signal })),
    item: async ({ connection, table }, key, signal) => {
      const answer = await use(connection, (dynamo) =>
        dynamo.getItem({ table, key, consistent: true }, { signal }),
      );
      return answer.item;
    },
  };
}
