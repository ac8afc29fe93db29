import type { FieldBlame, FieldChange, FieldHistory } from '#shared/contract/blame.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { firstIndex } from '../bisect.ts';
import { createRecent } from '../recent.ts';
import type { Replayed } from '../replayed.ts';
import { BEFORE_FIRST, keyOfPath, searchBlame, type BlameSearch, type KnownBlame } from './fieldBlame.ts';
import { searchHistory, type HistorySearch } from './fieldHistory.ts';
import { valueAt } from './valueAt.ts';

/** How long one question may look, in milliseconds: others wait meanwhile. */
const SLICE_MS = 30;

/** States of which everything is remembered, so that scrubbing looks at each event once. */
const KEPT = 16;

/** Rows of the changes of a field, and how many are known. */
export interface ChangePage {
  readonly total: number;
  readonly rows: readonly FieldChange[];
}

/**
 * Who changed what in one stream, asked again and again: each question looks a little further, and what it has found
 * stays until `clear`.
 */
export interface FieldAnalyses {
  /** Which event last changed each field of the state at `seq`. */
  blame(seq: number): Omit<FieldBlame, 'version'>;
  history(path: DiffPath, buckets: number): Omit<FieldHistory, 'version'>;
  /** Changes of a field found so far, oldest first. */
  changes(path: DiffPath, from: number, to: number): ChangePage;
  /** Forgets everything: the stream has changed. */
  clear(): void;
}

/** Makes the analyses of a stream; `streamNow` is asked anew after each `clear`. */
export function createFieldAnalyses(streamNow: () => Replayed): FieldAnalyses {
  let stream: Replayed | undefined;
  let known = new Map<number, KnownBlame>();
  const searches = createRecent<BlameSearch>(4);
  const histories = createRecent<HistorySearch>(4);
  /** The number of points in which each history was last asked for: what its rows are looked up in. */
  const drawn = new Map<string, number>();

  const current = (): Replayed => (stream ??= streamNow());

  const placeOf = (
    position: number,
  ): { readonly seq: number; readonly type: string; readonly at: string } => {
    const event = position === BEFORE_FIRST ? undefined : current().eventAt(position);
    return { seq: event?.seq ?? 0, type: event?.type ?? '', at: event?.at ?? '' };
  };

  const keep = (count: number, search: BlameSearch): void => {
    known.delete(count);
    known.set(count, new Map(search.found().map(([path, position]) => [keyOfPath(path), position])));
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
  };

  const historyOf = (path: DiffPath, buckets: number): HistorySearch =>
    histories.get(`${String(buckets)} ${keyOfPath(path)}`, () => searchHistory(current(), path, buckets));

  return {
    blame(seq) {
      const events = current();
      const count = firstIndex(events.length, (position) => (events.seqAt(position) ?? seq) > seq);
      const search = searches.get(String(count), () => searchBlame(events, count, known));
      if (search.advance(performance.now() + SLICE_MS)) keep(count, search);
      const places = new Map<number, ReturnType<typeof placeOf>>();
      const fields = search.found().map(([path, position]) => {
        const place = places.get(position) ?? placeOf(position);
        places.set(position, place);
        return { path: [...path], ...place };
      });
      return { seq, fields, complete: search.complete };
    },
    history(path, buckets) {
      const events = current();
      drawn.set(keyOfPath(path), buckets);
      const search = historyOf(path, buckets);
      search.advance(performance.now() + SLICE_MS);
      const last = Math.max(1, events.length - 1);
      return {
        path: [...path],
        numeric: search.numeric,
        changes: search.changes.length,
        looked: search.looked,
        events: events.length,
        complete: search.complete,
        points: search.points().map(({ position, ...point }) => ({
          ...point,
          seq: events.seqAt(position) ?? 0,
          x: position / last,
        })),
      };
    },
    changes(path, from, to) {
      const events = current();
      const { changes } = historyOf(path, drawn.get(keyOfPath(path)) ?? 100);
      const rows = changes.slice(from, to).map((position): FieldChange => {
        const before = valueAt(events.stateAfter(position), path);
        const after = valueAt(events.stateAfter(position + 1), path);
        return {
          ...placeOf(position),
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
        };
      });
      return { total: changes.length, rows };
    },
    clear() {
      stream = undefined;
      known = new Map();
      searches.clear();
      histories.clear();
      drawn.clear();
    },
  };
}
