import type { EventFilter, EventRow, TaskSummary } from '#shared/contract/replay.ts';
import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { createFieldSession } from './blame/fieldSession.ts';
import { driftSlices } from './drift.ts';
import { equalDocuments } from './equality.ts';
import { eventRow } from './eventRow.ts';
import { createFilteredRows } from './filteredRows.ts';
import { SURE_FLAGS } from './flags.ts';
import { keyedRuns } from './keyedRuns.ts';
import type { PageReader } from './pageReader.ts';
import { addPageItems, skimmerOf, type PageParts } from './pageItems.ts';
import { createPoints } from './points.ts';
import { createRecent } from './recent.ts';
import { createRecheck } from './recheck.ts';
import type { Reducer } from './reducer.ts';
import type { Replayed } from './replayed.ts';
import { createRewritten } from './rewritten.ts';
import type { Skimmer } from './skim.ts';
import { finish, type Slices } from './slices.ts';
import type { StreamView } from './streamView.ts';
import { summarize } from './summary.ts';
import { sortItems } from './taskItems.ts';
import { taskReducer } from './taskReducer.ts';
import type { SessionCall, SessionProgress, SlicedSession } from './taskSession.ts';
import { createTaskStream } from './taskStream.ts';
import { timelineSlices } from './timeline.ts';
import { changedAt } from './travel/changed.ts';
import { createTravel } from './travel/travelSession.ts';
import type { Travelled } from './travel/travelled.ts';

/** How long one slice of folding may take, in milliseconds. */
const SLICE_MS = 15;

/** Beyond so many events a stream that is still being read is not folded by just any reducer. */
const EARLY = 20_000;

/** Opens an empty session of one task, folded by `reducer` and checked by the `rules` of its layout. */
export function createTaskSession(
  taskId: string,
  reducer: Reducer = taskReducer,
  rules: StreamRules = TASK_RULES,
  reader?: PageReader,
): SlicedSession {
  const rewritten = createRewritten();
  const stream = createTaskStream(reducer, rules, reader, rewritten.note);
  const recheck = createRecheck(stream, rewritten);
  const drawn = createRecent<Timeline>(2);
  const summaries = createRecent<TaskSummary>(1);
  let verdict: { readonly version: number; readonly drift: Drift | null } | undefined;
  let projection: AttributeMap | undefined;
  let skim: Skimmer | undefined;
  let version = 0;
  let complete = false;

  const progress = (): SessionProgress => {
    const { length } = stream;
    return { version, events: length, lastSeq: stream.seqAt(length - 1) ?? 0, complete };
  };

  const changed = (really: boolean): SessionProgress => {
    if (really) {
      version += 1;
      filtered.changed();
      for (const cache of [drawn, summaries]) cache.clear();
    }
    return progress();
  };

  const pageParts = (reader: PageReader): PageParts => {
    skim ??= skimmerOf(reader, taskId, reducer.tracking);
    return { taskId, reader, skim, stream };
  };

  /** The projection when `read` was read: the one that is held, where that says the same. */
  const projectionAfter = (read: AttributeMap | undefined): AttributeMap | undefined => {
    if (read === undefined) return projection;
    return projection !== undefined && equalDocuments(projection, read) ? projection : read;
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

  /** Folds all that is there, in slices: whoever looks at states next finds them folded. */
  function* settled(): Slices<void> {
    while (!isEarly() && !stream.settle(SLICE_MS)) yield;
  }

  /** Begins again when the session changes meanwhile; the third time it is done at a stretch. */
  function* undisturbed<T>(begin: () => Slices<T>): Slices<T> {
    for (let tries = 0; tries < 2; tries += 1) {
      yield* settled();
      const begun = version;
      const slices = begin();
      while (version === begun) {
        const next = slices.next();
        if (next.done === true) return next.value;
        yield;
      }
    }
    yield* settled();
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

  const drawing = (buckets: number): Slices<Timeline> => timelineSlices(view(), { buckets, gaps: complete });

  const filterOf = (call: SessionCall): EventFilter | undefined => {
    const { method } = call;
    const hasFilter =
      method === 'events' ||
      method === 'indexOf' ||
      method === 'groups' ||
      method === 'groupOf' ||
      method === 'rowFrom';
    return hasFilter ? call.args[0] : undefined;
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

  const filtered = createFilteredRows({ stream, reader, version: () => version, rowsAt });
  const { positions } = filtered;
  const travel = createTravel({ stream: travelled, version: () => version, positions, rowsAt });

  /** What an answer takes besides states. */
  function* preparing(call: SessionCall): Slices<void> {
    if (call.method === 'summary') yield* judge();
    if (call.method === 'find' || call.method === 'search') yield* travel.ahead(call);
    if (call.method === 'timeline' && !drawn.has(String(call.args[0]))) {
      const timeline = yield* undisturbed(() => drawing(call.args[0]));
      drawn.get(String(call.args[0]), () => timeline);
    }
    const filter = filterOf(call);
    if (filter === undefined) return;
    yield* filtered.filterOf(filter).scan();
    const isGrouped =
      call.method === 'groups' ||
      call.method === 'groupOf' ||
      (call.method === 'rowFrom' && call.args[1] !== undefined);
    if (isGrouped) yield* undisturbed(() => travel.cut(filter));
  }

  return {
    ...createFieldSession(replayed, () => version),
    ...travel.session,
    ...filtered.session,
    ...createPoints(stream, stateAfter, () => projection),
    taskId,
    progress,
    add(items) {
      const sorted = sortItems(items, taskId);
      const before = projection;
      projection = projectionAfter(sorted.projection);
      const moved = stream.addEvents(sorted.events);
      rewritten.cameBack(sorted.events);
      const unread = stream.addUndecodable(sorted.undecodable);
      return changed(moved || unread || before !== projection);
    },
    addPages(pages) {
      if (reader === undefined) throw new Error('Pages came to a session that has no reader for them.');
      let really = false;
      for (const page of pages) {
        const back: TaskEvent[] = [];
        const { moved, ...rest } = addPageItems(page, pageParts(reader), {
          awaits: rewritten.isMissed,
          seen(event) {
            if (rewritten.isMissed(event.seq)) back.push(event);
          },
        });
        const before = projection;
        projection = projectionAfter(rest.projection);
        rewritten.cameBack(back);
        const unread = stream.addUndecodable(rest.undecodable);
        really ||= moved || unread || before !== projection;
      }
      return changed(really);
    },
    *prepare(call) {
      if (call.method === 'progress' || call.method === 'looked') return;
      // Pages may come meanwhile, which are folded in slices too.
      for (let tries = 0; tries < 3; tries += 1) {
        const begun = version;
        yield* settled();
        yield* preparing(call);
        if (version === begun || call.method === 'find' || call.method === 'search') return;
      }
      yield* settled();
    },
    forComparison: () => ({
      version,
      settle: (ms) => stream.settle(ms),
      replayed,
      stored: () => projection,
      drift: () => finish(judge()),
    }),
    recheck: (afterSeq, items) => changed(recheck.look(afterSeq, sortItems(items, taskId))),
    rewritten: () => rewritten.list(),
    removeProjection() {
      const had = projection !== undefined;
      projection = undefined;
      return changed(had);
    },
    reset() {
      recheck.remember();
      stream.clear();
      filtered.reset();
      projection = undefined;
      complete = false;
      return changed(true);
    },
    complete() {
      const was = complete;
      complete = true;
      if (!was) stream.trim();
      recheck.compareRemembered();
      return changed(!was);
    },
    summary: () =>
      summaries.get('', () =>
        summarize({
          ...{ task: taskId, version, complete, rules, reducer, projection },
          ...{ view: view(), drift: finish(judge()) },
        }),
      ),
    timeline: (buckets) => drawn.get(String(buckets), () => finish(drawing(buckets))),
    keyedRuns: (limit) => keyedRuns(stream.view(), limit),
  };
}
