import type { TableRef } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import type { TableService } from '../tables.ts';
import { ownTitle } from '../layoutTitle.ts';
import type { TableStores } from '../tableStores.ts';
import { describeOthers, type AuditTable } from './auditTables.ts';

/** What a table is audited by, and how much there is of it. */
export interface AuditSubject {
  readonly layout: LayoutFile;
  /** What the layout is called. */
  readonly title: string;
  readonly reducer: ReducerSource;
  /** Every table that is read: of the projections, and of the events. */
  readonly tables: readonly Pick<AuditTable, 'table' | 'items' | 'bytes'>[];
}

/** What tells the subject of a table. */
export interface SubjectDeps {
  readonly tables: Pick<TableService, 'describe' | 'streams'>;
  readonly setupOf: TableStores['setupOf'];
  readonly use: <T>(connection: string, work: (dynamo: Dynamo) => Promise<T>) => Promise<T>;
}

/**
 * The layout and reducer that a table's tasks are shown by, and the tables that these lie in.
 * @throws `InvalidInput` for a table that holds no streams; `TableNotFound`, `SchemaMismatch` for one of projections
 */
export async function subjectOf(
  { tables, setupOf, use }: SubjectDeps,
  ref: TableRef,
  signal: AbortSignal,
): Promise<AuditSubject> {
  const { items, bytes, layout: name } = await tables.describe(ref, signal);
  const ready = await tables.streams(ref, signal);
  const layout = ready?.compiled.file ?? (name === 'task' ? streamLayoutOf('task') : undefined);
  if (layout === undefined) {
    throw new AppError('InvalidInput', {
      message: `“${ref.table}” does not hold streams of events that this program can read, so there is nothing to replay.`,
      nextStep: 'Choose or make a layout for it, then start the audit again.',
    });
  }
  const setup = await setupOf(ref);
  const others = await use(ref.connection, (dynamo) => describeOthers(dynamo, layout, ref.table, signal));
  return {
    layout,
    title: ready?.streams.title ?? ownTitle(layout),
    reducer: setup?.reducer ?? { kind: 'task' },
    tables: [...others, { table: ref.table, items, bytes }],
  };
}

/** What folds the streams, in words. */
export function reducerWords(reducer: ReducerSource): string {
  switch (reducer.kind) {
    case 'task':
      return 'tasks, built in';
    case 'none':
      return 'none: sequences and times only';
    case 'declarative':
      return 'stated in the layout';
    case 'module':
      return reducer.name;
  }
}
