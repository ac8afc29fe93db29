import type { DiffPath } from '#shared/model/diff.ts';
import { startsWith } from '../../ui/value/path.ts';
import { step, type Sequences } from './sequences.ts';
import type { TaskClient } from './taskState.ts';

/** How many events are looked through for the next change of a field. */
export const LOOKED_THROUGH = 2000;

/** The nearest event after (or before) `seq` that changed the field at `path`; undefined when none within reach did. */
export async function findChange(
  client: TaskClient,
  handle: string,
  sequences: Sequences,
  seq: number,
  path: DiffPath,
  towards: 1 | -1,
  signal: AbortSignal,
): Promise<number | undefined> {
  let at = seq;
  for (let looked = 0; looked < LOOKED_THROUGH; looked++) {
    const next = step(sequences, at, towards);
    if (next === at) return undefined;
    at = next;
    const { changes } = await client.replay.state({ handle, seq: at }, { signal });
    if (changes.some((change) => startsWith(change.path, path) || startsWith(path, change.path))) return at;
  }
  return undefined;
}
