import { MessageChannel } from 'node:worker_threads';
import type { SlicedSession } from '../../electron/replay/taskSession.ts';
import type { Figure } from './figures.ts';
import { inTurns } from './measure.ts';

/** One push takes less than a thread's waking varies; rows in view are pushed one after the other while one scrolls. */
const PUSHES = 51;
const SCROLLED = 20;
const NO_FILTER = { types: [], text: '', regex: false };

/** Milliseconds until rows have crossed to another thread's side, of `times` pushes one after the other. */
async function pushing(session: SlicedSession, rows: number, times: number): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const pages = Array.from({ length: times }, (_, at) =>
    session.events(NO_FILTER, { from: at * rows, to: (at + 1) * rows }),
  );
  let elapsed = 0;
  for (const page of pages) {
    const came = new Promise((resolve) => port2.once('message', resolve));
    const start = performance.now();
    port1.postMessage(page);
    await came;
    elapsed += performance.now() - start;
  }
  port1.close();
  return elapsed / times;
}

/** Rows in view against 10,000 of them, each pushed to another thread's side. `session`: of 10,000 events or more. */
export async function pushFigures(session: SlicedSession): Promise<readonly Figure[]> {
  const time = await inTurns(PUSHES, [
    async () => ({ window: await pushing(session, 60, SCROLLED) }),
    async () => ({ all: await pushing(session, 10_000, 1) }),
  ]);
  return [
    {
      name: 'pushing the 60 rows in view',
      value: time('window'),
      unit: 'ms',
      against: { name: 'pushing 10,000 rows', value: time('all') },
      goal: { ratio: 0.01 },
    },
  ];
}
