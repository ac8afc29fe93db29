import type { z } from 'zod';
import type { EventFilter, EventRow, Point, StateAt, TaskSummary, replay } from '#shared/contract/replay.ts';
import type { Looked } from '#shared/contract/travel.ts';
import { AppError } from '#shared/errors/appError.ts';
import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES, type StreamRules, type TaskItem } from '#shared/model/taskItem.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { parseTime } from '#shared/model/times.ts';
import { firstIndex } from './bisect.ts';
import { createFieldSession, type FieldSession } from './blame/fieldSession.ts';
import type { ComparedTask } from './compare/comparisons.ts';
import type { CallOf } from './callOf.ts';
import { diffDocuments } from './diff.ts';
import { driftSlices } from './drift.ts';
import { equalDocuments, sameEvent } from './equality.ts';
import { eventRow } from './eventRow.ts';
import { keyedRuns, type KeyedRequests } from './keyedRuns.ts';
import type { PageReader } from './pageReader.ts';
import { sortPage } from './pageItems.ts';
import { createRecent } from './recent.ts';
import { createRewritten, type Rewritten } from './rewritten.ts';
import type { Reducer } from './reducer.ts';
import type { Replayed } from './replayed.ts';
import type { RowRange } from './rowRange.ts';
import { createRowFilter, type Positions, type RowFilter } from './rowFilter.ts';
import { finish, type Slices } from './slices.ts';
import type { StreamView } from './streamView.ts';
import { summarize } from './summary.ts';
import { sortItems } from './taskItems.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskStream } from './taskStream.ts';
import { timelineSlices } from './timeline.ts';
import { changedAt } from './travel/changed.ts';
import { createTravel, type TravelSession } from './travel/travelSession.ts';
import type { Travelled } from './travel/travelled.ts';
import { SURE_FLAGS } from './flags.ts';

export type { RowRange } from './rowRange.ts';

/** How far a session has come. `version` rises whenever its events or its projection have changed. */
export interface SessionProgress {
  readonly version: number;
  readonly events: number;
  readonly lastSeq: number;
  readonly complete: boolean;
}

/** Rows of the filtered event list, and how many there are in all. */
export interface EventPage {
  readonly version: number;
  readonly total: number;
  readonly rows: readonly EventRow[];
}

/** Where an event stands in the filtered list. */
export type EventIndex = z.infer<typeof replay.indexOf.output>;

/** What leads from one point of a task to another, with both states. */
export type PointDiff = z.infer<typeof replay.diff.output>;

/** One task in memory, replayed. Works on what it has been given so far; the verdict waits for `complete`. */
export interface TaskSession extends TravelSession, FieldSession {
  readonly taskId: string;
  /** Takes items in any order; the same event (by key) or a newer projection replaces what was there. */
  add(items: readonly TaskItem[]): SessionProgress;
  /** Takes answers of Query as they were received; they are kept, and no event of theirs as an object. */
  addPages(pages: readonly Uint8Array[]): SessionProgress;
  /**
   * Takes everything that there is behind `afterSeq`: what it holds there and is not among `items`, twice in a row, has
   * gone. Events that have changed or gone since they came are kept, see `rewritten`.
   */
  recheck(afterSeq: number, items: readonly TaskItem[]): SessionProgress;
  /** Events that came again otherwise, or have gone. */
  rewritten(): ReturnType<Rewritten['list']>;
  /** Forgets a projection that has been deleted from the table. */
  removeProjection(): SessionProgress;
  /** Forgets everything, to read the task again under the same session. */
  reset(): SessionProgress;
  /** States that every event has been handed over. */
  complete(): SessionProgress;
  progress(): SessionProgress;
  summary(): TaskSummary;
  /** @throws `InvalidInput` when the filter's expression is bad or too slow */
  events(filter: EventFilter, range: RowRange): EventPage;
  /** @throws `InvalidInput` as `events` */
  indexOf(filter: EventFilter, seq: number): EventIndex;
  /** How many events a filter has been tried on, while the list of those let through is being worked out. */
  looked(filter: EventFilter): Looked;
  timeline(buckets: number): Timeline;
  /** The `limit` requests that ran last, by the idempotency keys of the events. */
  keyedRuns(limit: number): KeyedRequests;
  /** State after the last event at or before `seq`. `event` is absent when `seq` is 0 or missing from the stream. */
  state(seq: number): StateAt;
  /** A stored projection that is absent counts as an empty document. */
  diff(from: Point, to: Point): PointDiff;
  /**
   * The last event at or before `time` (RFC 3339), 0 when there is none.
   * @throws `InvalidInput` when `time` cannot be read
   */
  seek(time: string): { readonly seq: number };
}

/** How long one slice of folding may take, in milliseconds. */
const SLICE_MS = 15;

/** So many of the last events are remembered over a reset, to tell which of them have gone. */
const REMEMBERED = 100;

/** Beyond so many events a stream that is still being read is not folded by just any reducer. */
const EARLY = 20_000;

/** A call of a method of a session. */
export type SessionCall = CallOf<TaskSession>;

/** A session that can answer in slices, for whoever must not be kept long. */
export interface SlicedSession extends TaskSession {
  /**
   * Does what answering `call` takes most time for, so that the answer itself takes little.
   * @throws what the call throws
   */
  prepare(call: SessionCall): Slices<void>;
  /** What comparisons with other tasks need of this one, as it is now. */
  forComparison(): ComparedTask;
}

const within = (positions: Positions, { from, to }: RowRange): readonly number[] =>
  Array.from({ length: Math.max(0, Math.min(to, positions.length) - from) }, (_, index) => {
    return positions.at(from + index) ?? -1;
  });

const filterKey = ({ types, text, regex, without }: EventFilter): string =>
  JSON.stringify([types, text, regex, without]);

/** Opens an empty session of one task, folded by `reducer` and checked by the `rules` of its layout. */
export function createTaskSession(
  taskId: string,
  reducer: Reducer = taskReducer,
  rules: StreamRules = TASK_RULES,
  reader?: PageReader,
): SlicedSession {
  const rewritten = createRewritten();
  const stream = createTaskStream(reducer, rules, reader, rewritten.note);
  /** Events that the last look did not find: an index may be behind its table, so that one look proves nothing. */
  let doubtful: ReadonlySet<string> = new Set();
  /** The last events of the stream that a reset has cleared, until it has been read again. */
  let before: readonly TaskEvent[] = [];
  const filters = createRecent<RowFilter>(4);
  const filtered = createRecent<Positions>(4);
  const drawn = createRecent<Timeline>(2);
  const summaries = createRecent<TaskSummary>(1);
  let verdict: { readonly version: number; readonly drift: Drift | null } | undefined;
  let projection: AttributeMap | undefined;
  let version = 0;
  let complete = false;

  const progress = (): SessionProgress => {
    const { length } = stream;
    return { version, events: length, lastSeq: stream.seqAt(length - 1) ?? 0, complete };
  };

  const changed = (really: boolean): SessionProgress => {
    if (really) {
      version += 1;
      for (const cache of [filtered, drawn, summaries]) cache.clear();
    }
    return progress();
  };

  /**
   * Whether it is too early to fold: what comes between would be folded again with every page, by a reducer that is
   * slow at it.
   */
  const isEarly = (): boolean => !complete && reducer.tracking === undefined && stream.length > EARLY;

  const replayed = (): Replayed => (isEarly() ? stream.glance() : stream.replayed());

  const stateAfter = (count: number): AttributeMap => (isEarly() ? EMPTY_MAP : stream.stateAfter(count));

  /** What is certain so far: until every event is there, a hole may be one of reading, not of the stream. */
  const view = (): StreamView => {
    const whole = isEarly() ? stream.glance() : stream.view();
    return complete ? whole : { ...whole, flagsAt: (position) => whole.flagsAt(position) & SURE_FLAGS };
  };

  const rowFilter = (filter: EventFilter): RowFilter => {
    const { rows, order } = stream.beneath();
    return filters.get(filterKey(filter), () => createRowFilter(filter, rows, order, reader));
  };

  const positions = (filter: EventFilter): Positions =>
    filtered.get(filterKey(filter), () => {
      const found = rowFilter(filter);
      finish(found.scan());
      return found.positions();
    });

  /** Begins again when the session changes meanwhile; the third time it is done at a stretch. */
  function* undisturbed<T>(begin: () => Slices<T>): Slices<T> {
    for (let tries = 0; tries < 2; tries += 1) {
      const begun = version;
      const slices = begin();
      while (version === begun) {
        const next = slices.next();
        if (next.done === true) return next.value;
        yield;
      }
    }
    return finish(begin());
  }

  /** Compares replay and projection. */
  function* judge(): Slices<Drift | null> {
    if (!complete || projection === undefined) return null;
    if (verdict?.version === version) return verdict.drift;
    const stored = projection;
    const drift = yield* undisturbed(() => driftSlices({ reducer, replayed: replayed() }, stored));
    if (stored === projection) verdict = { version, drift };
    return drift;
  }

  const eventsFrom = (position: number, to = stream.length): readonly TaskEvent[] => {
    const from = Math.max(0, position);
    return Array.from({ length: Math.max(0, to - from) }, (_, index) => stream.eventAt(from + index)).flatMap(
      (event) => event ?? [],
    );
  };

  /** Tells what has become of the events that a reset has cleared. */
  const noteGone = (): void => {
    for (const event of before) {
      const there = eventsFrom(stream.countUpTo(event.seq - 1), stream.countUpTo(event.seq));
      const same = there.find(({ key }) => key === event.key);
      if (same === undefined || !sameEvent(same, event)) rewritten.note(event, same);
    }
    before = [];
  };

  const drawing = (buckets: number): Slices<Timeline> => timelineSlices(view(), { buckets, gaps: complete });

  const filterOf = (call: SessionCall): EventFilter | undefined => {
    const { method } = call;
    const filtered =
      method === 'events' || method === 'indexOf' || method === 'groups' || method === 'groupOf';
    return filtered ? call.args[0] : undefined;
  };

  const travelled = (): Travelled => {
    const shown = view();
    const unread = [...shown.undecodable.values()].flatMap(({ seq }) => seq ?? []).sort((a, b) => a - b);
    return { ...shown, unread, sequenceField: reducer.sequenceField };
  };

  const rowsAt = (places: readonly number[]): readonly (EventRow | undefined)[] => {
    const shown = view();
    const changing = changedAt(travelled(), places);
    return places.map((position) => eventRow(shown, position, changing.has(position)));
  };

  const document = (point: Point): AttributeMap =>
    point.kind === 'stored' ? (projection ?? EMPTY_MAP) : stateAfter(stream.countUpTo(point.seq));

  const travel = createTravel({ stream: travelled, version: () => version, positions, rowsAt });

  return {
    ...createFieldSession(replayed, () => version),
    ...travel.session,
    taskId,
    progress,
    add(items) {
      const sorted = sortItems(items, taskId);
      const before = projection;
      if (sorted.projection !== undefined) {
        const same = before !== undefined && equalDocuments(before, sorted.projection);
        if (!same) projection = sorted.projection;
      }
      const moved = stream.addEvents(sorted.events);
      const unread = stream.addUndecodable(sorted.undecodable);
      return changed(moved || unread || before !== projection);
    },
    addPages(pages) {
      if (reader === undefined) throw new Error('Pages came to a session that has no reader for them.');
      let really = false;
      for (const page of pages) {
        const sorted = sortPage(page, taskId, reader, () => stream.addPage(page));
        const before = projection;
        if (sorted.projection !== undefined) {
          const same = before !== undefined && equalDocuments(before, sorted.projection);
          if (!same) projection = sorted.projection;
        }
        const moved = stream.addPlaced(sorted.events);
        const unread = stream.addUndecodable(sorted.undecodable);
        really ||= moved || unread || before !== projection;
      }
      return changed(really);
    },
    *prepare(call) {
      if (call.method === 'progress' || call.method === 'looked') return;
      while (!isEarly() && !stream.settle(SLICE_MS)) yield;
      if (call.method === 'summary') yield* judge();
      if (call.method === 'find' || call.method === 'search') yield* travel.ahead(call);
      if (call.method === 'timeline' && !drawn.has(String(call.args[0]))) {
        const timeline = yield* undisturbed(() => drawing(call.args[0]));
        drawn.get(String(call.args[0]), () => timeline);
      }
      const filter = filterOf(call);
      if (filter === undefined) return;
      yield* rowFilter(filter).scan();
      if (call.method === 'groups' || call.method === 'groupOf') yield* undisturbed(() => travel.cut(filter));
    },
    forComparison: () => ({
      version,
      settle: (ms) => stream.settle(ms),
      replayed,
      stored: () => projection,
      drift: () => finish(judge()),
    }),
    recheck(afterSeq, items) {
      const sorted = sortItems(items, taskId);
      const there = new Set(sorted.events.map(({ key }) => key));
      const missing = eventsFrom(stream.countUpTo(afterSeq)).filter(({ key }) => !there.has(key));
      const gone = missing.filter(({ key }) => doubtful.has(key));
      doubtful = new Set(missing.map(({ key }) => key));
      for (const event of gone) {
        stream.drop(event);
        rewritten.note(event, undefined);
      }
      const moved = stream.addEvents(sorted.events);
      const unread = stream.addUndecodable(sorted.undecodable);
      return changed(moved || unread || gone.length > 0);
    },
    rewritten: () => rewritten.list(),
    removeProjection() {
      const had = projection !== undefined;
      projection = undefined;
      return changed(had);
    },
    reset() {
      before = eventsFrom(stream.length - REMEMBERED);
      doubtful = new Set();
      stream.clear();
      filters.clear();
      projection = undefined;
      complete = false;
      return changed(true);
    },
    complete() {
      const was = complete;
      complete = true;
      if (!was) stream.trim();
      noteGone();
      return changed(!was);
    },
    summary: () =>
      summaries.get('', () =>
        summarize({
          ...{ task: taskId, version, complete, rules, reducer, projection },
          ...{ view: view(), drift: finish(judge()) },
        }),
      ),
    events(filter, range) {
      const rows = positions(filter);
      return {
        version,
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
    looked: (filter) => {
      // An event that came twice is tried twice.
      const { length: total } = stream;
      return { looked: Math.min(rowFilter(filter).looked(), total), total };
    },
    timeline: (buckets) => drawn.get(String(buckets), () => finish(drawing(buckets))),
    keyedRuns: (limit) => keyedRuns(stream.view(), limit),
    state(seq) {
      const count = stream.countUpTo(seq);
      const before = stateAfter(stream.countUpTo(seq - 1));
      const state = stateAfter(count);
      const event = stream.eventAt(count - 1);
      return {
        seq: Math.min(seq, stream.seqAt(stream.length - 1) ?? 0),
        state,
        changes: [...diffDocuments(before, state)],
        ...(event?.seq === seq ? { event } : {}),
      };
    },
    diff(from, to) {
      const [a, b] = [document(from), document(to)];
      return { from: a, to: b, changes: [...diffDocuments(a, b)] };
    },
    seek(time) {
      const timeMs = parseTime(time);
      if (Number.isNaN(timeMs)) {
        throw new AppError('InvalidInput', {
          message: `“${time}” is not an RFC 3339 time.`,
          nextStep: 'Write it like 2026-03-11T09:30:00Z.',
        });
      }
      return { seq: stream.seqAt(stream.countUntil(timeMs) - 1) ?? 0 };
    },
  };
}
