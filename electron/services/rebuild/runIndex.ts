import type { RebuildOrder } from '#shared/contract/rebuild.ts';
import { AppError } from '#shared/errors/appError.ts';
import {
  totalOf,
  type RebuildIntent,
  type RebuildResult,
  type RebuildRun,
  type RebuildTotals,
} from '#shared/model/rebuild.ts';
import { mayLie, toldOf, type RebuildRow, type RebuildTold } from '#shared/model/rebuildStory.ts';
import type { LinePlace, RebuildHead, RebuildJournal, RebuildLine } from '../../settings/rebuildJournal.ts';
import { inOrder } from './runOrder.ts';

/** What a run's journal says, without the documents: those are read one by one. */
export interface RunIndex {
  /** Reads what was written since. @throws `NotFound`; `CorruptFile` when the first line is not there */
  catchUp(): Promise<void>;
  head(): RebuildHead;
  /** The run as it is told. */
  summary(isRunning: boolean): RebuildRun;
  row(task: string): RebuildRow;
  rows(
    order: RebuildOrder,
    range: { readonly from: number; readonly to: number },
  ): { readonly version: number; readonly total: number; readonly rows: RebuildRow[] };
  /** Tasks that were written, or may have been, and were not put back, the last written first. */
  undoable(): readonly string[];
  /** What was last about to be written of a task. */
  intentOf(task: string): Promise<RebuildIntent | undefined>;
  /** The last result of a task. */
  resultOf(task: string): Promise<RebuildResult | undefined>;
  /** How putting a task back ended last. */
  undoneOf(task: string): Promise<RebuildResult | undefined>;
}

interface Entry {
  readonly intent?: LinePlace;
  readonly result?: RebuildTold & { readonly place: LinePlace };
  readonly undone?: RebuildTold & { readonly place: LinePlace };
}

const NOTHING: Entry = {};

/** Makes the index of a run, empty until it has caught up. */
export function createRunIndex(journal: Pick<RebuildJournal, 'scan' | 'lineAt'>, run: string): RunIndex {
  /** In the order of the last writing. */
  const entries = new Map<string, Entry>();
  let told: RebuildHead | undefined;
  let ended = false;
  let next = 0;
  let reading: Promise<void> = Promise.resolve();
  let ordered: { readonly key: string; readonly tasks: readonly string[] } | undefined;

  const put = (task: string, change: Entry): void => {
    entries.set(task, { ...entries.get(task), ...change });
  };

  const take = (line: RebuildLine, place: LinePlace): void => {
    switch (line.kind) {
      case 'run':
        told = line;
        break;
      case 'intent': {
        const { task } = line.intent;
        // Moved to the end; how putting back an earlier write ended says nothing of this one.
        const { undone: _, ...before } = entries.get(task) ?? NOTHING;
        entries.delete(task);
        entries.set(task, { ...before, intent: place });
        break;
      }
      case 'result':
        put(line.task, { result: { ...toldOf(line.result), place } });
        break;
      case 'undone':
        put(line.task, { undone: { ...toldOf(line.result), place } });
        break;
      case 'end':
        ended = true;
    }
  };

  const head = (): RebuildHead => {
    if (told !== undefined) return told;
    throw new AppError('CorruptFile', {
      message: `The journal of the rebuild “${run}” does not say what it was about.`,
      nextStep: 'Begin a new one.',
    });
  };

  const row = (task: string): RebuildRow => {
    const { result, undone } = entries.get(task) ?? NOTHING;
    return { task, result: shortOf(result), undone: shortOf(undone) };
  };

  const tasksIn = (order: RebuildOrder): readonly string[] => {
    const { tasks } = head();
    if (order === 'asListed') return tasks;
    const key = String(next);
    if (ordered?.key !== key) ordered = { key, tasks: inOrder(tasks, row) };
    return ordered.tasks;
  };

  const lineAt = async (place: LinePlace | undefined): Promise<RebuildLine | undefined> =>
    place === undefined ? undefined : journal.lineAt(run, place);

  const resultAt = async (place: LinePlace | undefined): Promise<RebuildResult | undefined> => {
    const line = await lineAt(place);
    return line?.kind === 'result' || line?.kind === 'undone' ? line.result : undefined;
  };

  return {
    catchUp: async () => {
      // One after another, so that no line is taken twice.
      reading = reading
        .catch(() => undefined)
        .then(async () => {
          next = await journal.scan(run, next, take);
        });
      await reading;
      head();
    },
    head,
    summary: (isRunning) => {
      const { at, table, tasks } = head();
      const state = isRunning ? 'running' : ended ? 'done' : 'interrupted';
      return { run, at, table, state, totals: totalsOf(tasks.length, entries.values()) };
    },
    row,
    rows: (order, { from, to }) => {
      const tasks = tasksIn(order);
      return { version: next, total: tasks.length, rows: tasks.slice(from, to).map(row) };
    },
    undoable: () =>
      [...entries]
        .filter(([, entry]) => isUndoable(entry))
        .map(([task]) => task)
        .reverse(),
    intentOf: async (task) => {
      const line = await lineAt(entries.get(task)?.intent);
      return line?.kind === 'intent' ? line.intent : undefined;
    },
    resultOf: (task) => resultAt(entries.get(task)?.result?.place),
    undoneOf: (task) => resultAt(entries.get(task)?.undone?.place),
  };
}

const isWritten = (told: RebuildTold | undefined): boolean => told?.outcome === 'written';

/** Whether what was about to be written may lie there: also where nobody knows, or nobody wrote it down. */
const isUndoable = ({ intent, result, undone }: Entry): boolean =>
  intent !== undefined &&
  (result === undefined || mayLie(result)) &&
  // `agrees`: what was there before lies there already.
  !(isWritten(undone) || undone?.outcome === 'agrees');

function shortOf(told: (RebuildTold & { readonly place: LinePlace }) | undefined): RebuildTold | null {
  if (told === undefined) return null;
  const { place: _, ...short } = told;
  return short;
}

function totalsOf(tasks: number, entries: Iterable<Entry>): RebuildTotals {
  const totals = { tasks, written: 0, agrees: 0, lost: 0, refused: 0, failed: 0, undone: 0, undoable: 0 };
  for (const entry of entries) {
    const { result, undone } = entry;
    if (result !== undefined) totals[totalOf(result)] += 1;
    if (isWritten(undone)) totals.undone += 1;
    if (isUndoable(entry)) totals.undoable += 1;
  }
  return totals;
}
