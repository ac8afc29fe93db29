import type { EventFilter, EventRow } from '#shared/contract/replay.ts';
import { firstIndex } from './bisect.ts';
import type { PageReader } from './pageReader.ts';
import { createRecent } from './recent.ts';
import { createRowFilter, type Positions, type RowFilter } from './rowFilter.ts';
import type { RowRange } from './rowRange.ts';
import { finish } from './slices.ts';
import type { TaskSession } from './taskSession.ts';
import type { TaskStream } from './taskStream.ts';

/** What the filtered rows of a session stand on. */
export interface FilteredRowsParts {
  readonly stream: Pick<TaskStream, 'beneath' | 'length' | 'seqAt'>;
  readonly reader: PageReader | undefined;
  readonly version: () => number;
  readonly rowsAt: (places: readonly number[]) => readonly (EventRow | undefined)[];
}

/** Which rows of a stream the last few filters let through. */
export interface FilteredRows {
  readonly session: Pick<TaskSession, 'events' | 'indexOf' | 'looked'>;
  readonly filterOf: (filter: EventFilter) => RowFilter;
  readonly positions: (filter: EventFilter) => Positions;
  /** Rows have come: those that were looked at already are known still. */
  changed(): void;
  /** Other rows stand in their place. */
  reset(): void;
}

const within = (positions: Positions, { from, to }: RowRange): readonly number[] =>
  Array.from({ length: Math.max(0, Math.min(to, positions.length) - from) }, (_, index) => {
    return positions.at(from + index) ?? -1;
  });

const filterKey = ({ types, text, regex, without }: EventFilter): string =>
  JSON.stringify([types, text, regex, without]);

/** Answers what a session is asked of its rows under a filter. */
export function createFilteredRows({ stream, reader, version, rowsAt }: FilteredRowsParts): FilteredRows {
  const filters = createRecent<RowFilter>(4);
  const filtered = createRecent<Positions>(4);

  const filterOf = (filter: EventFilter): RowFilter => {
    const { rows, order } = stream.beneath();
    return filters.get(filterKey(filter), () => createRowFilter(filter, rows, order, reader));
  };

  const positions = (filter: EventFilter): Positions =>
    filtered.get(filterKey(filter), () => {
      const found = filterOf(filter);
      finish(found.scan());
      return found.positions();
    });

  return {
    session: {
      events(filter, range) {
        const rows = positions(filter);
        return {
          version: version(),
          total: rows.length,
          rows: rowsAt(within(rows, range)).flatMap((row) => row ?? []),
        };
      },
      indexOf(filter, seq) {
        const rows = positions(filter);
        const seqAt = (row: number): number | undefined => stream.seqAt(rows.at(row) ?? -1);
        const index = firstIndex(rows.length, (row) => (seqAt(row) ?? seq) >= seq);
        if (index < rows.length && seqAt(index) === seq) return { index, exact: true };
        return { index: index === 0 ? null : index - 1, exact: false };
      },
      looked(filter) {
        // An event that came twice is tried twice.
        const { length: total } = stream;
        return { looked: Math.min(filterOf(filter).looked(), total), total };
      },
    },
    filterOf,
    positions,
    changed: () => filtered.clear(),
    reset: () => filters.clear(),
  };
}
