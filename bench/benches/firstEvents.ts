import { connectDynamo } from '../../electron/dynamo/client.ts';
import { createReplayHost } from '../../electron/replay/replayHost.ts';
import { createOpenTasks } from '../../electron/services/openTasks.ts';
import { createTaskChanges } from '../../electron/services/taskChanges.ts';
import { dynamoTaskEventStore } from '../../electron/stores/taskEvents/dynamoTaskEventStore.ts';
import { LONG_TABLE, startLongTaskServer } from '../../electron/testing/longTask/longTaskServer.ts';
import type { Bench } from '../harness/bench.ts';
import { inTurns } from '../harness/measure.ts';
import { built } from '../harness/paths.ts';

const ROUNDS = 15;
const SHORT = 10;
const LONG = 1_000_000;
const NO_FILTER = { types: [], text: '', regex: false };

/** Ways of opening the task of a length, until its last rows and a summary are there; the reading is then given up. */
async function opener(events: number): Promise<{
  readonly open: () => Promise<number>;
  readonly close: () => Promise<void>;
}> {
  const server = await startLongTaskServer({ task: 'import', events });
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: server.endpoint, region: 'local' });
  const store = dynamoTaskEventStore(dynamo, { table: LONG_TABLE });
  const replayHost = createReplayHost({ workerFile: built('replayWorker.cjs') });
  let opened = 0;
  const openTasks = createOpenTasks({
    replayHost,
    withStore: (_, work) => work(store),
    changes: createTaskChanges(),
    pollEvery: () => Promise.resolve(60_000),
    newId: () => String((opened += 1)),
  });
  return {
    async open() {
      const closing = new AbortController();
      const start = performance.now();
      let first = 0;
      const ref = { connection: 'c', table: LONG_TABLE, task: 'import' };
      try {
        await openTasks.open(ref, {
          signal: closing.signal,
          async emit({ handle, events: here, lastSeq }) {
            if (here === 0 || first !== 0) return;
            const session = openTasks.session(handle);
            await Promise.all([
              session.events(NO_FILTER, { from: Math.max(0, here - 60), to: here }),
              session.summary(),
            ]);
            first = performance.now() - start;
            if (lastSeq !== events) throw new Error(`The last event is ${events}, not ${lastSeq}.`);
            closing.abort();
          },
        });
      } catch (error) {
        if (!closing.signal.aborted) throw error;
      }
      return first;
    },
    async close() {
      await replayHost.close();
      dynamo.close();
      await server.close();
    },
  };
}

/** The first events of a very long task against those of a short one, from a server that makes up what it is asked for. */
export const firstEvents: Bench = async () => {
  const short = await opener(SHORT);
  const long = await opener(LONG);
  try {
    // The first of each starts worker and connections.
    await short.open();
    await long.open();
    const time = await inTurns(ROUNDS, [
      async () => ({ short: await short.open() }),
      async () => ({ long: await long.open() }),
    ]);
    return [
      {
        name: 'open a task of 1,000,000 events: last rows and summary',
        value: time('long'),
        unit: 'ms',
        against: { name: 'of a task of 10 events', value: time('short') },
        goal: { ratio: 3 },
      },
    ];
  } finally {
    await short.close();
    await long.close();
  }
};
