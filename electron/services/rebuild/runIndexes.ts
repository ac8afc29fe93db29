import { isAppError } from '#shared/errors/appError.ts';
import type { RebuildJournal } from '../../settings/rebuildJournal.ts';
import { createRunIndex, type RunIndex } from './runIndex.ts';

/** The indexes of runs, kept as far as memory is to be spent on them. */
export interface RunIndexes {
  /** Of one run, as its journal is now. @throws `NotFound`, `CorruptFile` */
  of(connection: string, run: string): Promise<RunIndex>;
  /** Of every run of a connection that can be read. */
  all(connection: string): Promise<readonly RunIndex[]>;
}

/** How many indexes are kept: a few hundred bytes for each task of each. */
const KEPT = 20;

/** Makes the indexes of runs. */
export function createRunIndexes(journalOf: (connection: string) => RebuildJournal): RunIndexes {
  const kept = new Map<string, RunIndex>();

  const of = async (connection: string, run: string): Promise<RunIndex> => {
    const key = JSON.stringify([connection, run]);
    const index = kept.get(key) ?? createRunIndex(journalOf(connection), run);
    kept.delete(key);
    kept.set(key, index);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    await index.catchUp();
    return index;
  };

  return {
    of,
    async all(connection) {
      const found: RunIndex[] = [];
      for (const run of await journalOf(connection).runs()) {
        const index = await of(connection, run).catch((error: unknown) => {
          // One that a crash has left without its first line has written nothing.
          if (isAppError(error)) return undefined;
          throw error;
        });
        if (index !== undefined) found.push(index);
      }
      return found;
    },
  };
}
