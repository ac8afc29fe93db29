import { filterInSlices, sortInSlices } from './slices.ts';

/** How rows are told apart, narrowed and ordered. */
export interface RowRules<R, F> {
  /** The text that names a row, the same for as long as the row lives. */
  readonly keyOf: (row: R) => string;
  readonly matches: (row: R, filter: F) => boolean;
  /** The order of a filter; without one rows stay in the order in which they were read. */
  readonly order?: ((filter: F) => ((a: R, b: R) => number) | undefined) | undefined;
}

/** Rows in memory, read under filters. */
export interface RowView<R, F> {
  /** Rises with every change. */
  readonly version: () => number;
  readonly size: () => number;
  readonly has: (key: string) => boolean;
  readonly add: (rows: readonly R[]) => void;
  /** Takes `rows` in the place of all there are. */
  readonly replaceAll: (rows: readonly R[]) => void;
  /** Puts `row` in the place of the one under `key`, behind the last when there is none; undefined takes it out. */
  readonly put: (key: string, row: R | undefined) => void;
  /** The rows that pass `filter`, in its order, as of a version. */
  readonly under: (filter: F) => Promise<RowsUnder<R>>;
  /** The rows that pass `filter`, in the order in which they were read. */
  readonly passing: (filter: F) => Promise<readonly R[]>;
}

/** Rows under a filter, and the version of the list that they are of. */
export interface RowsUnder<R> {
  readonly version: number;
  readonly rows: readonly R[];
}

/** Makes an empty {@link RowView}. The rows under the last filter are kept, so a scrolled list is sorted once. */
export function createRowView<R, F>({ keyOf, matches, order }: RowRules<R, F>): RowView<R, F> {
  let rows: R[] = [];
  let version = 0;
  let last:
    { readonly version: number; readonly filter: string; readonly result: Promise<RowsUnder<R>> } | undefined;
  // The list may change while its rows are gone through in slices.
  const passing = (filter: F): Promise<readonly R[]> =>
    filterInSlices([...rows], (row) => matches(row, filter));
  const ordered = async (filter: F, at: number): Promise<RowsUnder<R>> => {
    const some = await passing(filter);
    const compare = order?.(filter);
    return { version: at, rows: compare === undefined ? some : await sortInSlices(some, compare) };
  };
  return {
    version: () => version,
    size: () => rows.length,
    has: (key) => rows.some((row) => keyOf(row) === key),
    add: (more) => {
      for (const row of more) rows.push(row);
      version += 1;
    },
    replaceAll: (fresh) => {
      rows = [...fresh];
      version += 1;
    },
    put: (key, row) => {
      const at = rows.findIndex((each) => keyOf(each) === key);
      const put = row === undefined ? [] : [row];
      if (at < 0) rows.push(...put);
      else rows.splice(at, 1, ...put);
      version += 1;
    },
    under: (filter) => {
      const text = JSON.stringify(filter);
      if (last?.version !== version || last.filter !== text) {
        last = { version, filter: text, result: ordered(filter, version) };
      }
      return last.result;
    },
    passing,
  };
}

/** Whether one of `texts` contains `wanted`, in any case; an empty wish is always met. */
export function containsText(wanted: string, texts: Iterable<string | undefined>): boolean {
  const text = wanted.trim().toLowerCase();
  if (text === '') return true;
  for (const each of texts) if (each?.toLowerCase().includes(text) === true) return true;
  return false;
}
