import type { TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type {
  EventFilter,
  Point,
  ReplayProgress,
  RewrittenEvent,
  StateAt,
  TaskSummary,
} from '#shared/contract/replay.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { Change } from '#shared/model/diff.ts';
import type { IdempotencyLane } from '#shared/model/idempotencyLane.ts';
import type { TableStreams } from '#shared/model/layout.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { IDLE, type AsyncState } from '../../ui/asyncState.ts';
import type { Clock } from '../../ui/time/clock.ts';
import type { Missed } from './missed.ts';
import type { Sequences } from './sequences.ts';

/** What the task screen asks of the host. */
export type TaskClient = Pick<AppClient, 'replay' | 'travel' | 'blame' | 'causation' | 'items' | 'conflicts'>;

/** What a task store is built from. */
export interface TaskDeps {
  readonly client: TaskClient;
  readonly clock: Clock;
}

/** The line to the host's copy of this task. `reopening`: lost, and tried again by itself. */
export type Link =
  | { readonly phase: 'opening'; readonly sinceMs: number }
  | { readonly phase: 'open' }
  | { readonly phase: 'reopening'; readonly error: unknown }
  | { readonly phase: 'failed'; readonly error: unknown };

/** The tabs of the inspector. */
export const INSPECTOR_TABS = ['state', 'diff', 'payload', 'raw', 'causes', 'conflicts'] as const;

/** A tab of the inspector. */
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

/** What the selected event is compared with. */
export type CompareWith = 'previous' | 'pinned' | 'stored';

/** Which item the raw view shows. */
export type RawItem = 'event' | 'projection';

/** A diff as the host answered it, and what it was asked for. */
export interface Comparison {
  readonly base: Point;
  readonly seq: number;
  readonly from: AttributeMap;
  readonly to: AttributeMap;
  readonly changes: readonly Change[];
}

/** An item as it lies in the table, and what it is called: its key, or `projection`. */
export interface RawAnswer {
  readonly name: string;
  readonly item: AttributeMap | null;
}

/** Everything the task screen knows, but for the rows of the event list. */
export interface TaskState {
  readonly ref: TaskRef;
  /** The layout file that the table is read by: then nothing is written. Undefined for a table of tasks. */
  readonly streams: TableStreams | undefined;
  readonly link: Link;
  readonly progress: ReplayProgress | undefined;
  /** Whether the handle of `progress` has been given up, and another one is on its way. */
  readonly replaced: boolean;
  readonly summary: TaskSummary | undefined;
  readonly timeline: Timeline | undefined;
  /** Events that have changed or gone in the table since they were shown. */
  readonly rewritten: { readonly events: readonly RewrittenEvent[]; readonly more: number } | undefined;
  /** Which sequences there are, from summary and timeline. */
  readonly sequences: Sequences | undefined;
  /** Why summary or timeline could not be had, when they could not. */
  readonly overviewError: unknown;
  /** The selected event; 0 until one is known. */
  readonly selected: number;
  /** The sequence that was asked for and is not there, while it was the last to be asked for. */
  readonly missed: Missed | undefined;
  /** Whether the selection moves along when an event is appended. */
  readonly follows: boolean;
  /** Whether it stands at the first event there is, and goes to earlier ones for as long as they are being read. */
  readonly leads: boolean;
  /** The state that arrived last; while scrubbing it may be of an event passed a moment ago. */
  readonly shown: StateAt | undefined;
  readonly stateError: unknown;
  readonly pinned: number | undefined;
  readonly compare: CompareWith;
  readonly comparison: AsyncState<Comparison>;
  readonly rawItem: RawItem;
  readonly raw: AsyncState<RawAnswer>;
  readonly filter: EventFilter;
  readonly conflicts: AsyncState<readonly Conflict[]>;
  /** What became of the requests that the events name. */
  readonly lane: AsyncState<IdempotencyLane>;
  readonly tab: InspectorTab;
  /** How many marks the timeline has room for. */
  readonly buckets: number;
}

/** A filter that lets every event through. */
export const NO_FILTER: EventFilter = { types: [], text: '', regex: false };

/** The state before anything is known. `seq`: the event that the address names. */
export function initialTaskState(
  ref: TaskRef,
  nowMs: number,
  seq: number | undefined,
  streams: TableStreams | undefined,
): TaskState {
  return {
    ref,
    streams,
    link: { phase: 'opening', sinceMs: nowMs },
    progress: undefined,
    replaced: false,
    summary: undefined,
    timeline: undefined,
    rewritten: undefined,
    sequences: undefined,
    overviewError: undefined,
    selected: seq ?? 0,
    missed: undefined,
    follows: seq === undefined,
    leads: false,
    shown: undefined,
    stateError: undefined,
    pinned: undefined,
    compare: 'previous',
    comparison: IDLE,
    rawItem: 'event',
    raw: IDLE,
    filter: NO_FILTER,
    conflicts: IDLE,
    lane: IDLE,
    tab: 'state',
    buckets: 600,
  };
}

/** Whether a task is open under a handle. What fails under another one says nothing of the task: it is asked again. */
export const isOpenUnder = (
  { progress, replaced }: Pick<TaskState, 'progress' | 'replaced'>,
  handle: string,
): boolean => !replaced && progress?.handle === handle;
