import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { ComparedPoint, ComparisonSummary, Side, SidePair } from '#shared/contract/compare.ts';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import { createLatest } from '../../ui/latest.ts';
import { createContextStore } from '../../ui/store.tsx';
import { isSameTask, type NamedPair, type NamedSide } from './sides.ts';

/** What the comparison asks of the host. */
export interface CompareClient {
  readonly replay: Pick<AppClient['replay'], 'open'>;
  readonly compare: AppClient['compare'];
}

/** Two sides, what they came to, and the row that is looked at. */
export interface CompareState {
  readonly named: NamedPair;
  /** How far each side has been read. */
  readonly left: ReplayProgress | undefined;
  readonly right: ReplayProgress | undefined;
  /** The sides as the host knows them, once both are read. */
  readonly pair: SidePair | undefined;
  readonly summary: ComparisonSummary | undefined;
  /** Rises with every finished alignment: rows are to be asked for again. */
  readonly generation: number;
  /** The chosen row; -1: before the first. */
  readonly row: number;
  readonly point: ComparedPoint | undefined;
  readonly error: unknown;
  /** Opens both sides; returns what closes them. */
  readonly start: () => () => void;
  readonly select: (row: number) => void;
  /** Goes to the next or the previous row that differs. */
  readonly seek: (towards: 'forward' | 'back') => void;
}

const sideOf = (side: NamedSide, { handle }: ReplayProgress): Side =>
  side.kind === 'stored'
    ? { kind: 'stored', handle }
    : { kind: 'events', handle, ...(side.seq === undefined ? {} : { seq: side.seq }) };

/** Whether a comparison came to an end, and not only to an event that is not there. */
export const isCompared = (summary: ComparisonSummary | undefined): summary is ComparisonSummary =>
  summary !== undefined && summary.complete && summary.missingEnds.length === 0;

/** How many rows there are. */
export function rowCount(summary: ComparisonSummary | undefined): number {
  if (!isCompared(summary)) return 0;
  const { same, changed, left, right } = summary.rows;
  return same + changed + left + right;
}

/** Creates the store of one comparison; nothing is asked of the host before `start()`. */
export function createCompareStore(
  { client }: { readonly client: CompareClient },
  named: NamedPair,
): StoreApi<CompareState> {
  return createStore<CompareState>()((set, get) => {
    const points = createLatest();
    const seeks = createLatest();
    let aligning = new AbortController();
    let chosen = false;

    const fail =
      (signal: AbortSignal) =>
      (error: unknown): void => {
        if (!signal.aborted) set({ error });
      };

    const look = (row: number): void => {
      const { pair } = get();
      set({ row });
      if (pair === undefined) return;
      void points.run(
        (signal) => client.compare.at({ ...pair, row }, { signal }),
        (point) => set({ point }),
      );
    };

    const finish = (summary: ComparisonSummary): void => {
      const rows = rowCount(summary);
      set(({ generation }) => ({ summary, generation: generation + 1 }));
      if (!isCompared(summary)) return;
      const first = summary.first?.row ?? rows - 1;
      look(chosen ? Math.min(get().row, rows - 1) : first);
    };

    const align = (): void => {
      const { left, right } = get();
      if (left?.phase !== 'ready' || right?.phase !== 'ready') return;
      aligning.abort();
      aligning = new AbortController();
      const { signal } = aligning;
      const pair: SidePair = { left: sideOf(named.left, left), right: sideOf(named.right, right) };
      set({ pair, error: undefined });
      const onItem = (summary: ComparisonSummary): void => {
        if (signal.aborted) return;
        if (summary.complete) finish(summary);
        else if (get().summary?.complete !== true) set({ summary });
      };
      client.compare.align(pair, { signal, onItem }).catch(fail(signal));
    };

    const open = (ref: TaskRef, sides: readonly ('left' | 'right')[], signal: AbortSignal): void => {
      const onItem = (progress: ReplayProgress): void => {
        if (signal.aborted) return;
        set(Object.fromEntries(sides.map((side) => [side, progress])));
        align();
      };
      client.replay.open(ref, { signal, onItem }).catch(fail(signal));
    };

    return {
      named,
      left: undefined,
      right: undefined,
      pair: undefined,
      summary: undefined,
      generation: 0,
      row: -1,
      point: undefined,
      error: undefined,
      start() {
        const controller = new AbortController();
        const { left, right } = named;
        set({ error: undefined });
        // Two points of one task are two points of one stream.
        if (isSameTask(left.ref, right.ref)) open(left.ref, ['left', 'right'], controller.signal);
        else {
          open(left.ref, ['left'], controller.signal);
          open(right.ref, ['right'], controller.signal);
        }
        return () => {
          controller.abort();
          aligning.abort();
          points.cancel();
          seeks.cancel();
        };
      },
      select(row) {
        chosen = true;
        look(Math.max(-1, Math.min(rowCount(get().summary) - 1, row)));
      },
      seek(towards) {
        const { pair, row, select } = get();
        if (pair === undefined) return;
        void seeks.run(
          (signal) => client.compare.next({ ...pair, row, towards }, { signal }),
          (found) => {
            if (found.row !== null) select(found.row);
          },
        );
      },
    };
  });
}

/** The comparison on screen, by context. */
export const compareContext = createContextStore<CompareState>('compare');
