import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import { createReplayHost } from '../../electron/replay/replayHost.ts';
import { createOpenTasks } from '../../electron/services/openTasks.ts';
import { createTaskChanges } from '../../electron/services/taskChanges.ts';
import { dynamoTaskEventStore } from '../../electron/stores/taskEvents/dynamoTaskEventStore.ts';
import { built } from './paths.ts';

const NO_FILTER = { types: [], text: '', regex: false };

/** Whose events are opened. */
export interface OpenedTask {
  readonly table: string;
  readonly task: string;
  readonly events: number;
}

/** Opens tasks as the host does for a window, with a worker of its own. */
export interface TaskOpener {
  /** Milliseconds until the last rows and a summary are there; the reading is then given up. */
  first(task: OpenedTask): Promise<number>;
  /** Milliseconds until everything is read, replayed and judged. Throws when it was not read as it was written. */
  all(task: OpenedTask): Promise<number>;
  close(): Promise<void>;
}

/** Makes one for the server that `dynamo` talks to. */
export function createTaskOpener(dynamo: Dynamo): TaskOpener {
  const replayHost = createReplayHost({ workerFile: built('replayWorker.cjs') });
  let opened = 0;
  const openTasks = createOpenTasks({
    replayHost,
    withStore: ({ table }, work) => work(dynamoTaskEventStore(dynamo, { table })),
    changes: createTaskChanges(),
    pollEvery: () => Promise.resolve(60_000),
    newId: () => String((opened += 1)),
  });
  const open = async ({ table, task, events }: OpenedTask, isWhole: boolean): Promise<number> => {
    const closing = new AbortController();
    const start = performance.now();
    let elapsed = 0;
    try {
      await openTasks.open(
        { connection: 'c', table, task },
        {
          signal: closing.signal,
          async emit({ handle, phase, events: here, lastSeq }) {
            if (here === 0 || elapsed !== 0 || (isWhole && phase !== 'ready')) return;
            const session = openTasks.session(handle);
            const [page, summary] = await Promise.all([
              session.events(NO_FILTER, { from: Math.max(0, here - 60), to: here }),
              session.summary(),
            ]);
            elapsed = performance.now() - start;
            const isRight = !isWhole || (summary.complete && summary.drift === null && page.total === events);
            if (lastSeq !== events || !isRight) throw new Error(`${task} was not read as it was written.`);
            closing.abort();
          },
        },
      );
    } catch (error) {
      if (!closing.signal.aborted) throw error;
    }
    return elapsed;
  };
  return {
    first: (task) => open(task, false),
    all: (task) => open(task, true),
    close: () => replayHost.close(),
  };
}
