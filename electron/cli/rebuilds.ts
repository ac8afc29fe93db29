import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/appError.ts';
import { createTaskIndex } from '../replay/taskIndex.ts';
import { createTaskSession } from '../replay/taskSession.ts';
import { createRebuilds, type Rebuilds } from '../services/rebuild/rebuilds.ts';
import { taskPlace } from '../services/rebuild/taskPlace.ts';
import { dynamoProjectionStore } from '../stores/projections/dynamoProjectionStore.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';
import type { CliContext } from './context.ts';
import type { Connected } from './deps.ts';

/** Rebuilds over one connection, replayed on this thread and journalled where the window's are. */
export function rebuildsOf(
  { dynamo, rebuildJournal }: Connected,
  store: TaskEventStore,
  { deps }: Pick<CliContext, 'deps'>,
): Rebuilds {
  return createRebuilds({
    async replay({ table, task }, signal) {
      const session = createTaskSession(task);
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
    placeOf: taskPlace,
    withProjections: (_, work) => work(dynamoProjectionStore(dynamo)),
    journalOf: () => rebuildJournal,
    driftingOf: () => Promise.reject(new AppError('Internal', { message: 'No list is open here.' })),
    changes: { emit: () => undefined },
    newId: randomUUID,
    now: () => new Date(deps.now()),
  });
}

/** Ids of the tasks of a whole table whose projection drifts. */
export async function driftingTasks(
  store: TaskEventStore,
  { signal, glance }: Pick<CliContext, 'signal' | 'glance'>,
): Promise<readonly string[]> {
  const index = createTaskIndex();
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
