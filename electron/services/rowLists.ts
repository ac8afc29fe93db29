import type { TableRef } from '#shared/contract/common.ts';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import { createHandles } from './handles.ts';
import { createRowView, type RowRules, type RowView } from './rowView.ts';
import { createBell } from './waiting.ts';

/** What a reading is given. */
export interface RowReader<R> {
  readonly signal: AbortSignal;
  /** Takes a page of rows, with the capacity consumed so far where it is told. Wait for it before the next page. */
  readonly onRows: (rows: readonly R[], units?: number) => Promise<void>;
}

/** What lists of one kind of row stand on. */
export interface RowListsDeps<Q, F, R> extends RowRules<R, F> {
  /** What a list is called in error texts: `list of requests`. */
  readonly what: string;
  readonly newId: () => string;
  /** Reads what `query` asks for, page by page, in the background. */
  readonly read: (ref: TableRef, query: Q, reader: RowReader<R>) => Promise<void>;
  /** An estimate of how many rows there will be. */
  readonly expected?: (ref: TableRef, query: Q, signal: AbortSignal) => Promise<number | undefined>;
  /** Whether a row that was written meanwhile belongs to what `query` asks for; without it, every row does. */
  readonly belongs?: (row: R, query: Q) => boolean;
}

/** What a window is told while rows are read, and whenever one changed later. */
export interface RowListListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: RowListProgress) => Promise<void>;
}

/** Rows `from` up to, not including, `to`, with the count of all that pass the filter. */
export interface RowPage<R> {
  readonly version: number;
  readonly total: number;
  readonly rows: R[];
}

/** Lists whose rows stay in the host. Every function that takes a handle throws `NotFound` when it was closed. */
export interface RowLists<Q, F, R> {
  /** Reads a list, keeps its rows and tells of changes until the signal aborts, as it does when the port closes. */
  open(ref: TableRef, query: Q, listener: RowListListener): Promise<void>;
  range(
    handle: string,
    filter: F,
    range: { readonly from: number; readonly to: number },
  ): Promise<RowPage<R>>;
  /** Every row that passes the filter, in no order to rely on; for counting. */
  passing(handle: string, filter: F): Promise<readonly R[]>;
  /** Where the row with `key` stands under the filter, counted from 0; null when it does not. */
  indexOf(handle: string, filter: F, key: string): Promise<number | null>;
  /** Reads everything again into the same handle. */
  reload(handle: string): void;
  /** Puts a row that was just written or read into every open list of its table; undefined takes it out. */
  put(ref: TableRef, key: string, row: R | undefined): void;
}

interface OpenList<Q, R, F> {
  readonly ref: TableRef;
  readonly query: Q;
  readonly put: (key: string, row: R | undefined) => void;
  readonly view: RowView<R, F>;
  readonly reload: () => void;
}

/** How often progress is told while rows are read, in milliseconds. */
const TELL_EVERY = 150;

/** Makes the service that lists one kind of row. */
export function createRowLists<Q, F, R>(deps: RowListsDeps<Q, F, R>): RowLists<Q, F, R> {
  const handles = createHandles<OpenList<Q, R, F>>(deps.what, deps.newId);
  const all = new Set<OpenList<Q, R, F>>();

  const open = async (ref: TableRef, query: Q, { signal, emit }: RowListListener): Promise<void> => {
    const view = createRowView<R, F>(deps);
    const bell = createBell();
    /** What was written since the reading under way began; its pages may be older. */
    const written = new Map<string, R | undefined>();
    let reloadAsked = false;
    let filled = false;
    let toldVersion = -1;
    const list: OpenList<Q, R, F> = {
      ref,
      query,
      view,
      reload: () => {
        reloadAsked = true;
        bell.ring();
      },
      put: (key, row) => {
        written.set(key, row);
        // A row ahead of its page would stand alone, then move; it comes with its page, as it was written.
        if (filled || view.has(key)) view.put(key, row);
        bell.ring();
      },
    };
    const takeReload = (): boolean => {
      const asked = reloadAsked;
      reloadAsked = false;
      return asked;
    };
    const handle = handles.add(list);
    all.add(list);
    let units: number | undefined;
    let expected: number | undefined;
    const tell = (rows: number, complete: boolean): Promise<void> => {
      toldVersion = view.version();
      return emit({
        handle,
        version: toldVersion,
        rows,
        complete,
        ...(units === undefined ? {} : { units }),
        ...(expected === undefined ? {} : { expected }),
      });
    };

    /** The first reading fills the list as it goes; a later one takes its place at the end, so that nothing jumps. */
    const readAll = async (first: boolean): Promise<void> => {
      units = undefined;
      written.clear();
      await tell(0, false);
      expected = await deps.expected?.(ref, query, signal);
      const fresh: R[] = [];
      let count = 0;
      let toldAt = Date.now();
      await deps.read(ref, query, {
        signal,
        onRows: async (rows, consumed) => {
          units = consumed;
          count += rows.length;
          const present = rows.flatMap((row) => {
            const key = deps.keyOf(row);
            const now = written.has(key) ? written.get(key) : row;
            return now === undefined ? [] : [now];
          });
          if (first) view.add(present);
          else for (const row of present) fresh.push(row);
          if (Date.now() - toldAt < TELL_EVERY) return;
          toldAt = Date.now();
          await tell(count, false);
        },
      });
      if (!first) view.replaceAll(fresh);
      written.forEach((row, key) => view.put(key, row));
      filled = true;
      await tell(view.size(), true);
    };

    try {
      await readAll(true);
      while (!signal.aborted) {
        await bell.wait(60_000, signal);
        if (takeReload()) await readAll(false);
        else if (view.version() !== toldVersion) await tell(view.size(), true);
      }
    } finally {
      handles.remove(handle);
      all.delete(list);
    }
  };

  return {
    open,
    range: async (handle, filter, { from, to }) => {
      const { version, rows } = await handles.get(handle).view.under(filter);
      return { version, total: rows.length, rows: rows.slice(from, to) };
    },
    passing: async (handle, filter) => handles.get(handle).view.passing(filter),
    indexOf: async (handle, filter, key) => {
      const { rows } = await handles.get(handle).view.under(filter);
      const index = rows.findIndex((row) => deps.keyOf(row) === key);
      return index < 0 ? null : index;
    },
    reload: (handle) => handles.get(handle).reload(),
    put: (ref, key, row) => {
      for (const { ref: at, query, put } of all) {
        if (at.connection !== ref.connection || at.table !== ref.table) continue;
        const stays = row === undefined || deps.belongs?.(row, query) !== false;
        put(key, stays ? row : undefined);
      }
    },
  };
}
