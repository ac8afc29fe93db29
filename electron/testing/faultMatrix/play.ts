import { randomUUID } from 'node:crypto';
import { isAppError } from '#shared/errors/appError.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startFaultProxy, type FaultProxy } from '../faultProxy/faultProxy.ts';
import { readContents, type Contents } from './contents.ts';
import { WRITES, type Script } from './columns.ts';
import { quickTiming } from './quickTiming.ts';
import type { Row, World } from './row.ts';

/** How an operation ended: `done`, or the code of its error. */
export interface Ending {
  readonly word: string;
  readonly result: unknown;
}

/** One play of an operation, without or through a fault. */
export interface Play extends Ending {
  /** Operations of all its requests, in order. */
  readonly requests: readonly string[];
  /** Milliseconds that it would have waited between its requests, with the worst of luck. */
  readonly waited: number;
  readonly contents: Contents;
  /** What lay there before it, after each of its writes, and in the end. Only the last, where faults were in play. */
  readonly states: readonly Contents[];
  /** Makes it once more without faults, and gives how that ended and what lies there then. */
  readonly again: () => Promise<Ending & { readonly contents: Contents }>;
}

/** What was there before was made a minute before. */
const CLOCKS = { before: '2026-03-04T05:05:07.089Z', run: '2026-03-04T05:06:07.089Z' } as const;

const world = (dynamo: Dynamo, prefix: string, name: keyof typeof CLOCKS): World => {
  let ids = 0;
  return { dynamo, prefix, now: () => new Date(CLOCKS[name]), newId: () => `${name}-${(ids += 1)}` };
};

const endingOf = async (work: Promise<unknown>): Promise<Ending> => {
  try {
    return { word: 'done', result: await work };
  } catch (error) {
    return { word: isAppError(error) ? error.code : `untyped: ${String(error)}`, result: undefined };
  }
};

/** Reads the tables after each write of an operation. */
const watchWrites = (proxy: FaultProxy, read: () => Promise<void>): void => {
  const watch = (operation: string): void =>
    proxy.meanwhile(operation, async () => {
      watch(operation);
      await read();
    });
  for (const operation of WRITES) watch(operation);
};

/**
 * Plays `row` in tables of its own and hands the play to `use` before they are deleted. Without a script there are no
 * faults, and the states on the way are kept. `silence`: how long it may last, in milliseconds; as usual unless told.
 */
export async function play<T>(
  { endpoint, straight }: { readonly endpoint: string; readonly straight: Dynamo },
  row: Row,
  script: Script | undefined,
  silence: number | undefined,
  use: (play: Play) => T | Promise<T>,
): Promise<T> {
  const prefix = `${randomUUID()}-`;
  const proxy = await startFaultProxy(endpoint);
  const timing = quickTiming();
  const through = connectDynamo(
    { kind: 'endpoint', endpoint: proxy.endpoint, region: 'us-east-1' },
    {
      serverKind: 'dynoxide',
      timing,
      requestTimeout: silence,
      socketTimeout: silence,
    },
  );
  const contents = (): Promise<Contents> => readContents(straight, prefix, row.tables);
  try {
    for (const definition of row.tables) {
      await straight.createTable({ ...definition, table: prefix + definition.table });
    }
    const run = await row.begin(world(straight, prefix, 'before'));
    const states: Contents[] = [];
    if (script === undefined) {
      states.push(await contents());
      watchWrites(proxy, async () => void states.push(await contents()));
    } else {
      script(proxy);
    }
    const ending = await endingOf(run(world(through, prefix, 'run')));
    const end = await contents();
    states.push(end);
    return await use({
      ...ending,
      requests: [...proxy.seen()],
      waited: timing.waited(),
      contents: end,
      states,
      again: async () => {
        const repeated = await endingOf(run(world(straight, prefix, 'run')));
        return { ...repeated, contents: await contents() };
      },
    });
  } finally {
    through.close();
    await proxy.close();
    for (const { table } of row.tables) await straight.deleteTable(prefix + table);
  }
}
