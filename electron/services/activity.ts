import type { CallBatch } from '#shared/contract/activity.ts';
import type { CallObserver } from '../dynamo/callReport.ts';
import { createCallLog, type CallLog } from './callLog.ts';
import { createBell, pause, type Bell } from './waiting.ts';

/** What is called of each connection, for whoever looks at it. */
export interface Activity {
  /** Takes the calls of a connection. Costs a few additions a call while nobody watches. */
  observer(connection: string): CallObserver;
  /**
   * Tells the last calls of a connection at once, then those that end, until `signal` aborts. The next batch is made
   * when `tell` has resolved, so a slow reader gets larger batches, never a queue of them.
   */
  watch(connection: string, tell: (batch: CallBatch) => Promise<void>, signal: AbortSignal): Promise<void>;
}

/** Shortest time between two batches, in milliseconds. */
const GATHER_MS = 300;

/** How long a watcher sleeps at most while nothing is called, in milliseconds. */
const SLEEP_MS = 60_000;

interface Watched {
  readonly log: CallLog;
  readonly bells: Set<Bell>;
}

/** Makes the place where calls are counted. `gatherMs` is the shortest time between two batches. */
export function createActivity(gatherMs: number = GATHER_MS): Activity {
  const all = new Map<string, Watched>();
  const of = (connection: string): Watched => {
    const known = all.get(connection) ?? { log: createCallLog(), bells: new Set<Bell>() };
    all.set(connection, known);
    return known;
  };

  return {
    observer: (connection) => {
      const { log, bells } = of(connection);
      return (report) => {
        log.add(report);
        for (const bell of bells) bell.ring();
      };
    },
    watch: async (connection, tell, signal) => {
      const { log, bells } = of(connection);
      const bell = createBell();
      bells.add(bell);
      try {
        let seen = -1;
        while (!signal.aborted) {
          if (log.count() > seen) {
            const batch = log.since(seen);
            seen = batch.totals.calls;
            await tell(batch);
            await pause(gatherMs, signal);
          } else {
            await bell.wait(SLEEP_MS, signal);
          }
        }
      } finally {
        bells.delete(bell);
      }
    },
  };
}
