import { AppError, isAppError } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { tablesOf, type LayoutTable } from '../../layouts/streams/layoutTables.ts';
import { layoutKeyDifference } from '../layoutCatalog.ts';
import { ownTitle } from '../layoutTitle.ts';

/** A table that an audit reads, and how much there is of it by the server's own count. */
export interface AuditTable extends LayoutTable {
  readonly key: KeySchema;
  readonly items: number;
  readonly bytes: number;
}

const ELSEWHERE = 'Make it, or name in the layout the table that the projections do lie in.';

const missing = (table: string, layout: LayoutFile, cause: AppError): AppError =>
  new AppError('TableNotFound', {
    message: `Projections of the layout “${ownTitle(layout)}” lie in a table “${table}”, which is not there.`,
    nextStep: ELSEWHERE,
    details: { table },
    cause,
  });

/** Describes one of the tables that a layout names for projections. @throws `TableNotFound`, `SchemaMismatch` */
async function describeOther(
  dynamo: Pick<Dynamo, 'describeTable'>,
  layout: LayoutFile,
  { table, as }: LayoutTable,
  signal: AbortSignal,
): Promise<AuditTable> {
  const found = await dynamo.describeTable(table, { signal }).catch((error: unknown) => {
    throw isAppError(error) && error.code === 'TableNotFound' ? missing(table, layout, error) : error;
  });
  const difference = layoutKeyDifference(found.key, layout);
  if (difference !== undefined) {
    const { expected, found: is } = difference;
    throw new AppError('SchemaMismatch', {
      message: `Projections of the layout “${ownTitle(layout)}” lie in the table “${table}”, which has another key (expected ${expected}, found ${is}).`,
      nextStep: ELSEWHERE,
      details: { table, differences: [{ what: 'key', expected, found: is }] },
    });
  }
  return { table, as, key: found.key, items: found.items, bytes: found.bytes };
}

/**
 * Describes the tables beside `table` that projections of a layout lie in.
 * @throws `TableNotFound` for one that is not there, `SchemaMismatch` for one with another key: its items could not be
 * read, and every stream would look like one without a projection
 */
export async function describeOthers(
  dynamo: Pick<Dynamo, 'describeTable'>,
  layout: LayoutFile,
  table: string,
  signal: AbortSignal,
): Promise<readonly AuditTable[]> {
  const others = tablesOf(layout, table).filter((each) => each.table !== table);
  const described: AuditTable[] = [];
  for (const other of others) described.push(await describeOther(dynamo, layout, other, signal));
  return described;
}
