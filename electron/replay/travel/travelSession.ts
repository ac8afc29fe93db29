import type { z } from 'zod';
import type { EventFilter, EventRow } from '#shared/contract/replay.ts';
import type {
  GroupRow,
  SearchHit,
  TextQuery,
  TravelTarget,
  Towards,
  travel,
} from '#shared/contract/travel.ts';
import { firstIndex } from '../bisect.ts';
import type { CallOf } from '../callOf.ts';
import { createRecent } from '../recent.ts';
import type { Positions } from '../rowFilter.ts';
import type { RowRange } from '../rowRange.ts';
import { finish, type Slices } from '../slices.ts';
import { createBudget, type Budget } from './budget.ts';
import { findSlice } from './find.ts';
import {
  flatList,
  groupedList,
  groupRows,
  runsAt,
  runSlices,
  type GroupedList,
  type Runs,
} from './groups.ts';
import { matchTexts, type MatchTexts } from './matchTexts.ts';
import { paceAfter, type Pace } from './pace.ts';
import { beginWalk } from './places.ts';
import { searchEvents } from './searchEvents.ts';
import { searchStates } from './searchStates.ts';
import type { Travelled } from './travelled.ts';

/** Where a question that takes several slices goes on; `key` is of the event before, to see whether it still stands there. */
export interface Cursor {
  readonly position: number;
  readonly key: string;
}

/** What one slice of looking for an event came to. `moved`: the stream changed under it, begin again. */
export type FindAnswer =
  | { readonly kind: 'found'; readonly seq: number; readonly looked: number; readonly total: number }
  | { readonly kind: 'none'; readonly looked: number; readonly total: number }
  | { readonly kind: 'further'; readonly cursor: Cursor; readonly looked: number; readonly total: number }
  | { readonly kind: 'moved' };

/** What one slice of a search found; without a `cursor` the end is reached. */
export type SearchAnswer =
  | {
      readonly kind: 'searched';
      readonly hits: readonly SearchHit[];
      readonly looked: number;
      readonly total: number;
      readonly version: number;
      readonly cursor: Cursor | undefined;
    }
  | { readonly kind: 'moved' };

/** Rows of the grouped list, and how many there are in all. */
export interface GroupPage {
  readonly version: number;
  readonly total: number;
  readonly rows: readonly GroupRow[];
}

/** Where an event stands in the grouped list. */
export type GroupIndex = z.infer<typeof travel.groupOf.output>;

type FindArgs = Parameters<TravelSession['find']>;
type SearchArgs = Parameters<TravelSession['search']>;

/** Travelling through one task. What may take long is done in slices: ask again with the cursor until there is none. */
export interface TravelSession {
  /** @throws `InvalidInput` when the target's expression is bad or too slow */
  find(target: TravelTarget, seq: number, towards: Towards, cursor: Cursor | undefined): FindAnswer;
  /** @throws `InvalidInput` as `find` */
  search(query: TextQuery, cursor: Cursor | undefined): SearchAnswer;
  /** @throws `InvalidInput` when the filter's expression is bad or too slow */
  groups(filter: EventFilter, expanded: readonly number[], range: RowRange): GroupPage;
  /** @throws `InvalidInput` as `groups` */
  groupOf(filter: EventFilter, expanded: readonly number[], seq: number): GroupIndex;
  /**
   * The event `by` rows from event `seq` or from where it would stand; without `expanded` in the list as it is.
   * @throws `InvalidInput` as `groups`
   */
  rowFrom(
    filter: EventFilter,
    expanded: readonly number[] | undefined,
    seq: number,
    by: number,
  ): { readonly seq: number | null };
  pace(seq: number, count: number): Pace;
}

/** What a session gives to those who travel through it. */
export interface TravelParts {
  readonly stream: () => Travelled;
  readonly version: () => number;
  /** Positions of the events that a filter lets through; the same array until the stream changes. */
  readonly positions: (filter: EventFilter) => Positions;
  /** Rows of the event list at these positions, ascending. */
  readonly rowsAt: (positions: readonly number[]) => readonly (EventRow | undefined)[];
  readonly budget?: () => Budget;
}

/** The travelling part of a session, and what prepares it. */
export interface Travel {
  readonly session: TravelSession;
  /** Cuts a filtered list into its groups ahead of the question for them. Begin again when the stream changes meanwhile. */
  cut(filter: EventFilter): Slices<void>;
  /** Answers a call ahead of the question for it, where that takes more than one slice. */
  ahead(call: TravelCall): Slices<void>;
}

/** A call of a method that looks for something. */
type TravelCall = Extract<CallOf<TravelSession>, { method: 'find' | 'search' }>;

/** The travelling part of a session. */
export function createTravel({
  stream,
  version,
  positions,
  rowsAt,
  budget = createBudget,
}: TravelParts): Travel {
  const runs = createRecent<Runs>(4);
  const matchers = createRecent<MatchTexts>(4);
  /** The answer that was worked out ahead, until it is asked for. */
  let ready: { readonly question: string; readonly answer: FindAnswer | SearchAnswer } | undefined;

  const cursorAt = (travelled: Travelled, position: number): Cursor => ({
    position,
    key: travelled.eventAt(position - 1)?.key ?? '',
  });
  const stands = (travelled: Travelled, cursor: Cursor | undefined): boolean =>
    cursor === undefined || cursorAt(travelled, cursor.position).key === cursor.key;

  const keyOf = (filter: EventFilter): string => JSON.stringify([version(), filter]);
  const runsIn = (filter: EventFilter, travelled: Travelled, filtered: Positions): Runs =>
    runs.get(keyOf(filter), () => finish(runSlices(travelled, filtered, budget)));
  const listed = (
    filter: EventFilter,
    expanded: readonly number[] | undefined,
  ): readonly [Positions, GroupedList] => {
    const travelled = stream();
    const filtered = positions(filter);
    if (expanded === undefined) return [filtered, flatList(filtered.length)];
    const cut = runsIn(filter, travelled, filtered);
    return [filtered, groupedList(cut, runsAt(travelled, filtered, cut, expanded))];
  };

  /** A list, and where event `seq` stands in it: from `first` up to, not including, `behind`. */
  const placed = (filter: EventFilter, expanded: readonly number[] | undefined, seq: number) => {
    const [filtered, list] = listed(filter, expanded);
    const travelled = stream();
    const seqOf = (index: number): number => travelled.seqAt(filtered.at(index) ?? -1) ?? seq;
    const first = firstIndex(filtered.length, (at) => seqOf(at) >= seq);
    const behind = firstIndex(filtered.length, (at) => seqOf(at) > seq);
    return { list, seqOf, first, behind };
  };

  /** One matcher for all slices of a walk: an expression's time is counted from its beginning. */
  const matcherOf = (query: TextQuery, cursor: Cursor | undefined): MatchTexts => {
    const key = JSON.stringify(query);
    if (cursor === undefined) matchers.forget(key);
    return matchers.get(key, () => matchTexts(query));
  };

  const finding = function* (...[target, seq, towards, cursor]: FindArgs): Slices<FindAnswer> {
    const travelled = stream();
    if (!stands(travelled, cursor)) return { kind: 'moved' };
    const begin = beginWalk(travelled, seq, towards);
    const walk = cursor === undefined ? begin : { ...begin, position: cursor.position };
    const found = yield* findSlice(travelled, target, walk, budget(), (query) => matcherOf(query, cursor));
    const total = begin.towards === 'forward' ? travelled.length - begin.position : begin.position;
    if (found.kind === 'none') return { kind: 'none', looked: total, total };
    const looked = Math.abs(found.position - begin.position);
    return found.kind === 'found'
      ? { kind: 'found', seq: found.seq, looked, total }
      : { kind: 'further', cursor: cursorAt(travelled, found.position), looked, total };
  };

  const searching = function* (...[query, cursor]: SearchArgs): Slices<SearchAnswer> {
    const travelled = stream();
    if (!stands(travelled, cursor)) return { kind: 'moved' };
    const search = query.within === 'events' ? searchEvents : searchStates;
    const total = travelled.length;
    const match = matcherOf(query, cursor);
    const { next, hits } = yield* search(travelled, match, cursor?.position ?? 0, total, budget());
    return {
      kind: 'searched',
      hits,
      looked: next,
      total,
      version: version(),
      cursor: next < total ? cursorAt(travelled, next) : undefined,
    };
  };

  /** Void as soon as the stream changes: what was looked at is no more. */
  function* undisturbed<T>(slices: Slices<T>): Slices<T | { readonly kind: 'moved' }> {
    const begun = version();
    for (;;) {
      if (version() !== begun) return { kind: 'moved' };
      const next = slices.next();
      if (next.done === true) return next.value;
      yield;
    }
  }

  const questionOf = (call: TravelCall): string => JSON.stringify([version(), call]);
  /** The answer that is ready, once. */
  const taken = (call: TravelCall): FindAnswer | SearchAnswer | undefined => {
    const answer = ready?.question === questionOf(call) ? ready.answer : undefined;
    ready = undefined;
    return answer;
  };

  const session: TravelSession = {
    find(...args) {
      const answer = taken({ method: 'find', args });
      return answer === undefined || answer.kind === 'searched' ? finish(finding(...args)) : answer;
    },
    search(...args) {
      const answer = taken({ method: 'search', args });
      return answer?.kind === 'searched' || answer?.kind === 'moved' ? answer : finish(searching(...args));
    },
    groups(filter, expanded, range) {
      const [filtered, list] = listed(filter, expanded);
      const rows = groupRows(list, range, (indexes) =>
        rowsAt(indexes.map((index) => filtered.at(index) ?? -1)),
      );
      return { version: version(), total: list.total, rows };
    },
    groupOf(filter, expanded, seq) {
      const { list, first, behind } = placed(filter, expanded, seq);
      if (first < behind) return { index: list.rowOf(first), exact: true };
      return { index: first === 0 ? null : list.rowOf(first - 1), exact: false };
    },
    rowFrom(filter, expanded, seq, by) {
      const { list, seqOf, first, behind } = placed(filter, expanded, seq);
      const rowBefore = (index: number): number => (index === 0 ? -1 : list.rowOf(index - 1));
      // Events of one doubled sequence are passed together; one that is not in the list stands between two rows.
      const up = first < behind ? list.rowOf(first) : rowBefore(first) + 1;
      const row = (by > 0 ? rowBefore(behind) : up) + by;
      const place = list.at(Math.max(0, Math.min(list.total - 1, row)));
      return { seq: place === undefined ? null : seqOf(place.kind === 'event' ? place.index : place.to) };
    },
    pace: (seq, count) => paceAfter(stream(), seq, count),
  };
  return {
    session,
    *cut(filter) {
      if (runs.has(keyOf(filter))) return;
      const fresh = yield* runSlices(stream(), positions(filter), budget);
      runs.get(keyOf(filter), () => fresh);
    },
    *ahead(call) {
      const answer = yield* undisturbed<FindAnswer | SearchAnswer>(
        call.method === 'find' ? finding(...call.args) : searching(...call.args),
      );
      ready = { question: questionOf(call), answer };
    },
  };
}
