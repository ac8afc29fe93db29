import { connectDynamo } from '../../electron/dynamo/client.ts';
import { LONG_TABLE, startLongTaskServer } from '../../electron/testing/longTask/longTaskServer.ts';
import type { Bench } from '../harness/bench.ts';
import { inTurns } from '../harness/measure.ts';
import { createTaskOpener } from '../harness/taskOpener.ts';

const ROUNDS = 15;
const SHORT = 10;
const LONG = 1_000_000;

/** Opens a task of that many events, from a server that makes them up. */
async function opener(events: number): Promise<{
  readonly open: () => Promise<number>;
  readonly close: () => Promise<void>;
}> {
  const server = await startLongTaskServer({ task: 'import', events });
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: server.endpoint, region: 'local' });
  const tasks = createTaskOpener(dynamo);
  return {
    open: () => tasks.first({ table: LONG_TABLE, task: 'import', events }),
    async close() {
      await tasks.close();
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
