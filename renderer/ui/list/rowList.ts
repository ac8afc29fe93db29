import type { TableRef } from '#shared/contract/common.ts';
import { failed, IDLE, type AsyncState } from '../asyncState.ts';
import { createLatest } from '../latest.ts';
import type { Clock } from '../time/clock.ts';
import { createRangeCache, type FetchRange, type RangeCache } from './rangeCache.ts';

/** How long changes of the rows are gathered before they are asked for again, in milliseconds. */
export const GATHER_MS = 250;

/** A row and where it stands under the filter, counted from 0. */
export interface PlacedRow {
  readonly key: string;
  readonly index: number;
}

/** The part of the host that holds the rows. `P`: its progress. */
export interface RowSource<F, R, P> {
  readonly open: (
    table: TableRef,
    options: { readonly signal: AbortSignal; readonly onItem: (progress: P) => void },
  ) => Promise<unknown>;
  readonly fetch: (handle: string, filter: F) => FetchRange<R>;
  readonly indexOf: (
    handle: string,
    filter: F,
    key: string,
    signal: AbortSignal,
  ) => Promise<{ readonly index: number | null }>;
  readonly reload: (handle: string) => Promise<unknown>;
  readonly keyOf: (row: R) => string;
  /** Whether everything has been read. */
  readonly isComplete: (progress: P) => boolean;
}

/** The listed rows of one table. */
export interface RowListState<F, R, P> {
  readonly table: TableRef | undefined;
  /** Reading goes on, with its progress, for as long as the table is open; then it follows changes. */
  readonly reading: AsyncState<never, P | undefined>;
  /** Whether everything has been read once, so that figures are final and not of what was read so far. */
  readonly complete: boolean;
  /**
   * Whether the rows are of everything that has been read, or cannot be had. Until then others are about to come between
   * them, however far the reading itself has come.
   */
  readonly settled: boolean;
  readonly filter: F;
  /** The filtered rows, by range; those of the last filter until the new ones are there. */
  readonly rows: RangeCache<R> | undefined;
  readonly selected: { readonly key: string; readonly index: number | undefined } | undefined;
  readonly open: (table: TableRef | undefined) => void;
  /** Opens the same table anew, after the way there was lost. */
  readonly reopen: () => void;
  /** Has the host read everything again. */
  readonly reload: () => Promise<void>;
  readonly narrow: (patch: Partial<F>) => void;
  /** The first row that the filter lets through; undefined when there is none. */
  readonly first: () => Promise<PlacedRow | undefined>;
  readonly select: (key: string | undefined, index?: number) => void;
  /** The row `delta` rows from the selected one, at the ends the last or first; undefined in an empty list. */
  readonly neighbour: (delta: number) => Promise<PlacedRow | undefined>;
}

/** What a list is made from. The last four let a store hang more on it than rows. */
export interface RowListDeps<F, R, P> {
  readonly source: RowSource<F, R, P>;
  readonly clock: Pick<Clock, 'now'>;
  readonly filter: F;
  readonly set: (patch: Partial<RowListState<F, R, P>>) => void;
  readonly get: () => RowListState<F, R, P>;
  /** Called with every progress, and the milliseconds since the reading began. */
  readonly onProgress?: (progress: P, ms: number) => void;
  /** Called at the first progress, and after each gathering of changes. */
  readonly onChange?: () => void;
  readonly onFollow?: () => void;
  readonly onLeave?: () => void;
}

/** The handle under which the host holds the rows of a reading; undefined before its first progress and after its end. */
export const handleOf = <P extends { readonly handle: string }>(
  reading: AsyncState<never, P | undefined>,
): string | undefined => (reading.phase === 'running' ? reading.progress?.handle : undefined);

/** State and actions of a list whose rows stay in the host, for a store to be built from. */
export function rowList<
  F extends object,
  R,
  P extends { readonly handle: string; readonly version: number },
>({ source, clock, filter: noFilter, set, get, ...hooks }: RowListDeps<F, R, P>): RowListState<F, R, P> {
  let abort = new AbortController();
  let startedAt = 0;
  let nextRows: RangeCache<R> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the list when everything had been read; undefined until then. */
  let wholeVersion: number | undefined;
  const places = createLatest();
  const handle = (): string | undefined => handleOf(get().reading);

  const askPlace = (): void => {
    const { selected, filter } = get();
    const at = handle();
    if (at === undefined || selected === undefined) return;
    const { key } = selected;
    void places.run(
      (signal) => source.indexOf(at, filter, key, signal),
      ({ index }) => set({ selected: { key, index: index ?? undefined } }),
    );
  };
  const settle = (rows: RangeCache<R>): void => {
    if (wholeVersion === undefined || get().settled) return;
    if (rows.version() >= wholeVersion || rows.error() !== undefined) set({ settled: true });
  };
  const askRows = (): void => {
    const at = handle();
    if (at === undefined) return;
    nextRows?.dispose();
    const rows = createRangeCache(source.fetch(at, get().filter));
    nextRows = rows;
    rows.subscribe(() => {
      if (nextRows === rows && (rows.total() !== undefined || rows.error() !== undefined)) {
        get().rows?.dispose();
        nextRows = undefined;
        set({ rows });
      }
      if (get().rows === rows && handle() === at) settle(rows);
    });
    rows.ensure(0, 60);
    askPlace();
  };
  const refresh = (): void => {
    clearTimeout(timer);
    timer = undefined;
    (nextRows ?? get().rows)?.invalidate();
    hooks.onChange?.();
    askPlace();
  };
  const gather = (): void => {
    timer ??= setTimeout(refresh, GATHER_MS);
  };
  const onProgress = (progress: P): void => {
    const before = get().reading;
    const last = before.phase === 'running' ? before.progress : undefined;
    const isComplete = source.isComplete(progress);
    const wasComplete = last !== undefined && source.isComplete(last);
    if (!isComplete) wholeVersion = undefined;
    else if (!wasComplete) wholeVersion = progress.version;
    set({
      reading: { phase: 'running', progress },
      complete: get().complete || isComplete,
      settled: get().settled && isComplete && wasComplete,
    });
    hooks.onProgress?.(progress, clock.now() - startedAt);
    if (last === undefined) {
      askRows();
      hooks.onChange?.();
    } else if (isComplete && !wasComplete) {
      // The last rows of a reading keep nobody waiting.
      refresh();
    } else if (last.version !== progress.version || isComplete !== wasComplete) {
      gather();
    }
  };
  const leave = (): void => {
    abort.abort();
    clearTimeout(timer);
    timer = undefined;
    wholeVersion = undefined;
    nextRows?.dispose();
    nextRows = undefined;
    places.cancel();
    hooks.onLeave?.();
  };
  const follow = async (table: TableRef): Promise<void> => {
    const mine = new AbortController();
    abort = mine;
    startedAt = clock.now();
    hooks.onFollow?.();
    set({ reading: { phase: 'running', progress: undefined }, complete: false, settled: false });
    try {
      await source.open(table, {
        signal: mine.signal,
        onItem: (progress) => {
          if (!mine.signal.aborted) onProgress(progress);
        },
      });
      if (!mine.signal.aborted) set({ reading: { phase: 'cancelled' } });
    } catch (error) {
      if (!mine.signal.aborted) set({ reading: failed(error) });
    }
  };
  const rowAt = async (index: number): Promise<PlacedRow | undefined> => {
    const at = handle();
    if (at === undefined) return undefined;
    const fetch = source.fetch(at, get().filter);
    get().rows?.forgetOld(index);
    const row = get().rows?.at(index) ?? (await fetch(index, index + 1, abort.signal)).rows[0];
    return row === undefined ? undefined : { key: source.keyOf(row), index };
  };

  return {
    table: undefined,
    reading: IDLE,
    complete: false,
    settled: false,
    filter: noFilter,
    rows: undefined,
    selected: undefined,
    open: (table) => {
      const before = get().table;
      if (before?.connection === table?.connection && before?.table === table?.table) return;
      leave();
      get().rows?.dispose();
      set({ table, reading: IDLE, filter: noFilter, rows: undefined, selected: undefined });
      if (table !== undefined) void follow(table);
    },
    reopen: () => {
      const { table } = get();
      if (table === undefined) return;
      leave();
      void follow(table);
    },
    reload: async () => {
      const at = handle();
      if (at === undefined) {
        get().reopen();
        return;
      }
      startedAt = clock.now();
      try {
        await source.reload(at);
      } catch (error) {
        set({ reading: failed(error) });
      }
    },
    narrow: (patch) => {
      set({ filter: { ...get().filter, ...patch } });
      askRows();
    },
    first: async () => {
      const at = handle();
      if (at === undefined) return undefined;
      // Of the filter as it is typed, whose rows may still be on their way.
      const [row] = (await source.fetch(at, get().filter)(0, 1, abort.signal)).rows;
      return row === undefined ? undefined : { key: source.keyOf(row), index: 0 };
    },
    select: (key, index) => {
      if (get().selected?.key === key && index === undefined) return;
      set({ selected: key === undefined ? undefined : { key, index } });
      if (index === undefined) askPlace();
    },
    neighbour: async (delta) => {
      const { rows, selected } = get();
      const total = rows?.total();
      if (total === undefined || total === 0) return undefined;
      const from = selected?.index ?? (delta > 0 ? -1 : total);
      return rowAt(Math.max(0, Math.min(total - 1, from + delta)));
    },
  };
}
