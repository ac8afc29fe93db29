import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/appError.ts';
import type { Reducer } from '../replay/reducer.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';
import { createTaskIndex } from '../replay/taskIndex.ts';
import { createTaskSession } from '../replay/createTaskSession.ts';
import { createRebuilds, type Rebuilds } from '../services/rebuild/rebuilds.ts';
import { setupNamed } from '../services/rebuild/rebuildSetup.ts';
import { layoutPlace } from '../services/rebuild/layoutPlace.ts';
import { taskPlace } from '../services/rebuild/taskPlace.ts';
import { dynamoProjectionStore } from '../stores/projections/dynamoProjectionStore.ts';
import type { CliContext } from './context.ts';
import type { Connected } from './deps.ts';
import type { StreamTable } from './streamTable.ts';

/** A table's streams, and what folds them. */
export interface FoldedTable {
  readonly streams: StreamTable;
  readonly reducer: Reducer;
  /** What the reducer was made from. */
  readonly source: ReducerSource;
}

/** Rebuilds over one connection, replayed on this thread and journalled where the window's are. */
export function rebuildsOf(
  { dynamo, rebuildJournal }: Connected,
  { streams: { store, rules, layout }, reducer, source }: FoldedTable,
  { deps }: Pick<CliContext, 'deps'>,
): Rebuilds {
  return createRebuilds({
    async replay({ table, task }, signal) {
      const session = createTaskSession(task, reducer, rules);
      await store.readTask(task, { signal, tailFirst: 0, onItems: (items) => void session.add(items) });
      session.complete();
      const summary = session.summary();
      if (summary.events === 0 && summary.stored === null && summary.undecodable.length === 0) {
        throw new AppError('NotFound', {
          message: `There is no task “${task}” in the table “${table}”.`,
          nextStep: `List what is there with: dynascope tasks ${table}`,
        });
      }
      return summary;
    },
    placeOf: (ref, replayed) =>
      layout === undefined ? taskPlace(ref, replayed) : Promise.resolve(layoutPlace(layout, ref, replayed)),
    withProjections: (_, work) => work(dynamoProjectionStore(dynamo)),
    journalOf: () => rebuildJournal,
    setupOf: () => Promise.resolve(setupNamed({ layout: layout?.file, reducer: source })),
    driftingOf: () => Promise.reject(new AppError('Internal', { message: 'No list is open here.' })),
    changes: { emit: () => undefined },
    newId: randomUUID,
    now: () => new Date(deps.now()),
  });
}

/** Ids of the tasks of a whole table whose projection drifts or is missing: all that an audit calls out. */
export async function tasksToRebuild(
  { streams: { store, rules }, reducer }: Omit<FoldedTable, 'source'>,
  { signal, glance }: Pick<CliContext, 'signal' | 'glance'>,
): Promise<readonly string[]> {
  const index = createTaskIndex(reducer, rules);
  await store.readTable({
    signal,
    onItems: (items, progress) => {
      index.add(progress.segment, items);
      glance(`${progress.items} items read …`);
    },
  });
  index.end();
  return index.drifting();
}
