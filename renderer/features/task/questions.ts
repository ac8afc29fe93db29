import type { StoreApi } from 'zustand/vanilla';
import type { Point, StateAt } from '#shared/contract/replay.ts';
import { done, failed, RUNNING } from '../../ui/asyncState.ts';
import { createLatest } from './latest.ts';
import { createLru } from './lru.ts';
import { projectionName } from './eventLook.ts';
import { previousPoint } from './selectors.ts';
import { sequencesOf, settle, type Sequences } from './sequences.ts';
import { isOpenUnder, type Comparison, type RawAnswer, type TaskDeps, type TaskState } from './taskState.ts';

/** How many states are kept, so that going back and forth asks nothing. */
const KEPT_STATES = 300;

interface At {
  readonly handle: string;
  readonly version: number;
  readonly seq: number;
}

/** Asks the host for whatever the screen shows, whenever what it shows has changed. Returns how to stop. */
export function startQuestions({ client }: TaskDeps, store: StoreApi<TaskState>): () => void {
  const states = createLru<StateAt>(KEPT_STATES);
  const stateKey = (at: At): string => `${at.handle} ${String(at.version)} ${String(at.seq)}`;

  /** Puts a failure on screen, unless the task has been opened anew since it was asked for. */
  const told = (handle: string, failure: Partial<TaskState>): void => {
    if (isOpenUnder(store.getState(), handle)) store.setState(failure);
  };

  const overview = createLatest(
    async ({ handle, buckets }: { readonly handle: string; readonly buckets: number }, signal) =>
      Promise.all([
        client.replay.summary({ handle }, { signal }),
        client.replay.timeline({ handle, buckets }, { signal }),
        client.replay.rewritten({ handle }, { signal }),
      ]),
    ([summary, timeline, rewritten]) => {
      store.setState((now) => ({
        summary,
        timeline,
        rewritten,
        overviewError: undefined,
        ...keepPosition(now, summary.complete, sequencesOf(summary, timeline)),
      }));
    },
    (overviewError, { handle }) => told(handle, { overviewError }),
  );

  const state = createLatest(
    (at: At, signal) => client.replay.state({ handle: at.handle, seq: at.seq }, { signal }),
    (shown, at) => {
      states.set(stateKey(at), shown);
      store.setState({ shown, stateError: undefined });
    },
    (stateError, { handle }) => told(handle, { stateError }),
  );

  const comparison = createLatest<At & { readonly from: Point }, Comparison>(
    async ({ handle, from, seq }, signal) => {
      const to: Point = { kind: 'seq', seq };
      return { base: from, seq, ...(await client.replay.diff({ handle, from, to }, { signal })) };
    },
    (value) => store.setState({ comparison: done(value) }),
    (error, { handle }) => told(handle, { comparison: failed(error) }),
  );

  const raw = createLatest<{ readonly event: { seq: number; key: string } | null }, RawAnswer>(
    async ({ event }, signal) => {
      const { ref, streams } = store.getState();
      const { item } = await client.items.ofTask({ ...ref, event }, { signal });
      return { name: event?.key ?? projectionName(streams), item };
    },
    (value) => store.setState({ raw: done(value) }),
    (error) => store.setState({ raw: failed(error) }),
  );

  const lane = createLatest(
    ({ handle }: { readonly handle: string }, signal) => client.replay.idempotency({ handle }, { signal }),
    (value) => store.setState({ lane: done(value) }),
    (error, { handle }) => told(handle, { lane: failed(error) }),
  );

  const askOverview = ({ progress, buckets }: TaskState): void => {
    if (progress !== undefined) overview.request({ handle: progress.handle, buckets });
  };
  const askState = ({ progress, selected }: TaskState): void => {
    if (progress === undefined || selected === 0) return;
    const at = { handle: progress.handle, version: progress.version, seq: selected };
    const kept = states.get(stateKey(at));
    if (kept === undefined) state.request(at);
    else store.setState({ shown: kept, stateError: undefined });
  };
  const askComparison = (now: TaskState): void => {
    if (now.progress === undefined || now.selected === 0 || now.tab !== 'diff') return;
    const from = comparePoint(now);
    if (from === undefined) return;
    if (now.comparison.phase !== 'done') store.setState({ comparison: RUNNING });
    const { handle, version } = now.progress;
    comparison.request({ handle, version, seq: now.selected, from });
  };
  const askRaw = ({ tab, rawItem, shown, raw: before }: TaskState): void => {
    const event = shown?.event;
    if (tab !== 'raw' || (rawItem === 'event' && event === undefined)) return;
    if (before.phase !== 'done') store.setState({ raw: RUNNING });
    const wanted = rawItem === 'projection' ? undefined : event;
    raw.request({ event: wanted === undefined ? null : { seq: wanted.seq, key: wanted.key } });
  };

  let laneOf = '';
  // The summary of each version tells whether there is anything to read records for.
  const askLane = ({ progress, summary, lane: before, streams }: TaskState): void => {
    // Idempotency records are known of tables of tasks only.
    if (
      progress === undefined ||
      streams !== undefined ||
      summary?.complete !== true ||
      summary.requests === 0
    )
      return;
    const wanted = `${progress.handle} ${String(summary.version)}`;
    if (wanted === laneOf) return;
    laneOf = wanted;
    if (before.phase !== 'done') store.setState({ lane: RUNNING });
    lane.request({ handle: progress.handle });
  };

  const watch = (ask: (state: TaskState) => void, keys: readonly (keyof TaskState)[]) => ({ ask, keys });
  const watches = [
    watch(askOverview, ['progress', 'buckets']),
    watch(askState, ['progress', 'selected']),
    watch(askComparison, ['progress', 'selected', 'tab', 'compare', 'pinned']),
    watch(askLane, ['summary']),
    watch(askRaw, ['progress', 'tab', 'rawItem', 'shown']),
  ];
  const stop = store.subscribe((now, before) => {
    for (const { ask, keys } of watches) if (keys.some((key) => isNews(key, now, before))) ask(now);
  });
  return () => {
    stop();
    [overview, state, comparison, raw, lane].forEach((question) => question.cancel());
  };
}

/** Whether there is something else to ask about. Of a task that is being read the count alone is no reason to. */
function isNews(key: keyof TaskState, now: TaskState, before: TaskState): boolean {
  if (key !== 'progress') return now[key] !== before[key];
  const [next, last] = [now.progress, before.progress];
  return next?.version !== last?.version || next?.handle !== last?.handle || next?.phase !== last?.phase;
}

/** The first point of the comparison asked for; undefined when it is with the pinned event and none is pinned. */
function comparePoint(state: TaskState): Point | undefined {
  switch (state.compare) {
    case 'previous':
      return previousPoint(state);
    case 'pinned':
      return state.pinned === undefined ? undefined : { kind: 'seq', seq: state.pinned };
    case 'stored':
      return { kind: 'stored' };
  }
}

/** After new events: follows the tail, or the beginning, when the selection stood there, else stays, on an event that exists. */
function keepPosition(
  { follows, leads, selected: before }: TaskState,
  complete: boolean,
  sequences: Sequences,
): Partial<TaskState> & Pick<TaskState, 'sequences' | 'selected' | 'follows' | 'leads'> {
  const { first, last } = sequences;
  const still = leads && !complete;
  if (leads && last > 0)
    return { sequences, selected: first, follows: complete && first === last, leads: still };
  const wanted = follows || before === 0 ? last : before;
  // While events are still being read, in whatever order, the one that the address names may not have come yet.
  if (last === 0 || (!complete && wanted !== last)) return { sequences, selected: before, follows, leads };
  const selected = settle(sequences, wanted);
  return {
    sequences,
    selected,
    follows: follows || (complete && selected === last),
    leads,
    ...(complete && selected !== wanted ? { missed: { asked: wanted, shown: selected } } : {}),
  };
}
