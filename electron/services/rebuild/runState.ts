import { totalOf, type RebuildIntent, type RebuildResult, type RebuildRun } from '#shared/model/rebuild.ts';
import type { RebuildHead, RebuildLine } from '../../settings/rebuildJournal.ts';

/** What a run's journal says. */
export interface RunState {
  readonly head: RebuildHead;
  readonly ended: boolean;
  /** The last result of each task. */
  readonly results: ReadonlyMap<string, RebuildResult>;
  /** What was last about to be written of each task, in the order of writing. */
  readonly intents: ReadonlyMap<string, RebuildIntent>;
  readonly undone: ReadonlySet<string>;
}

/** Reads a run's lines; undefined when the first one is not there. */
export function runState(lines: readonly RebuildLine[]): RunState | undefined {
  const results = new Map<string, RebuildResult>();
  const intents = new Map<string, RebuildIntent>();
  const undone = new Set<string>();
  let head: RebuildHead | undefined;
  let ended = false;
  for (const line of lines) {
    switch (line.kind) {
      case 'run':
        head = line;
        break;
      case 'intent':
        intents.delete(line.intent.task);
        intents.set(line.intent.task, line.intent);
        break;
      case 'result':
        results.set(line.task, line.result);
        break;
      case 'undone':
        if (line.result.outcome === 'written') undone.add(line.task);
        break;
      case 'end':
        ended = true;
    }
  }
  return head === undefined ? undefined : { head, ended, results, intents, undone };
}

/** A run as it is told. */
export function runOf({ head, ended, results, undone }: RunState, running: boolean): RebuildRun {
  const totals = { tasks: head.tasks.length, written: 0, agrees: 0, lost: 0, refused: 0, failed: 0 };
  for (const result of results.values()) totals[totalOf(result)] += 1;
  const { run, at, table } = head;
  const state = running ? 'running' : ended ? 'done' : 'interrupted';
  return { run, at, table, state, totals: { ...totals, undone: undone.size } };
}
