import type { EventFilter } from '#shared/contract/replay.ts';
import { createColumn } from './column.ts';
import { searchableText } from './searchableText.ts';
import type { EventRows } from './eventRows.ts';
import type { PageReader } from './pageReader.ts';
import { bytesSearch } from './pageSearch.ts';
import type { RowOrder } from './rowOrder.ts';
import type { Slices } from './slices.ts';
import { matchTexts } from './travel/matchTexts.ts';

/** Which events a filter lets through, found row by row as they come; no text is kept. */
export interface RowFilter {
  /** Looks at every row not looked at yet; several scans share the work. @throws `InvalidInput` when the expression takes too long */
  scan(): Slices<void>;
  /** How many rows have been looked at. */
  looked(): number;
  /** Positions of the events let through, of the rows looked at so far. */
  positions(): Positions;
}

/** Positions in a stream, ascending. */
export interface Positions {
  readonly length: number;
  /** The position at an index of the list; undefined behind its end. */
  at(index: number): number | undefined;
}

/** The first `length` positions, without a list of them. */
const allOf = (length: number): Positions => ({
  length,
  at: (index) => (index >= 0 && index < length ? index : undefined),
});

const listed = (positions: Uint32Array): Positions => ({
  length: positions.length,
  at: (index) => positions[index],
});

/** How long a slice may take, in milliseconds. */
const SLICE_MS = 15;

/** Texts matched at once. */
const BATCH = 256;

/**
 * A filter over rows and their order.
 * @throws `InvalidInput` when the filter's expression is bad
 */
export function createRowFilter(
  filter: EventFilter,
  rows: EventRows,
  order: RowOrder,
  reader: PageReader | undefined,
): RowFilter {
  const types = new Set(filter.types);
  const without = new Set(filter.without);
  const wanted: boolean[] = [];
  const match = filter.text === '' ? undefined : matchTexts({ ...filter, within: 'events' });
  const through = createColumn(Uint8Array);
  let looked = 0;
  let matched = 0;
  let scanning: Slices<void> | undefined;
  let refused: Error | undefined;

  const isWanted = (row: number): boolean => {
    const type = rows.types.values[row] ?? 0;
    const name = rows.typeNames[type] ?? '';
    return (wanted[type] ??= (types.size === 0 || types.has(name)) && !without.has(name));
  };

  /** The rows from `looked` on that may match, up to so many, or up to the end of a page. */
  const candidates = (inBytes: ReturnType<typeof bytesSearch>): readonly number[] => {
    const found: number[] = [];
    const page = rows.placeOf(looked)?.page;
    const mayMatch = inBytes?.(rows, looked);
    while (looked < rows.count && found.length < BATCH) {
      if (mayMatch !== undefined && rows.placeOf(looked)?.page !== page) break;
      if (isWanted(looked) && (mayMatch === undefined || mayMatch(looked))) found.push(looked);
      looked += 1;
    }
    return found;
  };

  function* scanRest(): Slices<void> {
    if (match === undefined || looked === rows.count) return;
    const inBytes = filter.regex || reader === undefined ? undefined : bytesSearch(filter.text, reader);
    let start = performance.now();
    while (looked < rows.count) {
      const found = candidates(inBytes);
      through.room(rows.count);
      const texts = found.map((row) => searchableText(rows.eventOf(row)));
      const hits = yield* match(texts);
      hits.forEach((hit, index) => {
        through.values[found[index] ?? 0] = hit === undefined ? 0 : 1;
      });
      matched = looked;
      if (performance.now() - start < SLICE_MS) continue;
      yield;
      start = performance.now();
    }
  }

  function* scan(): Slices<void> {
    for (;;) {
      // What was refused once takes no longer the next time.
      if (refused !== undefined) throw refused;
      scanning ??= scanRest();
      try {
        if (scanning.next().done === true) {
          scanning = undefined;
          return;
        }
      } catch (error) {
        refused = error instanceof Error ? error : new Error(String(error));
        throw refused;
      }
      yield;
    }
  }

  return {
    scan,
    looked: () => (match === undefined ? rows.count : matched),
    positions() {
      if (match === undefined && types.size === 0 && without.size === 0) return allOf(order.length);
      const found = new Uint32Array(order.length);
      let count = 0;
      for (let position = 0; position < order.length; position += 1) {
        const row = order.rows[position] ?? 0;
        if (match === undefined ? !isWanted(row) : through.values[row] !== 1) continue;
        found[count] = position;
        count += 1;
      }
      return listed(found.slice(0, count));
    },
  };
}
