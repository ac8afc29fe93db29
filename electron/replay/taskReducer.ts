import {
  attributeOf,
  EMPTY_MAP,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { TASK_EVENT_TYPES, type TaskEvent, type TaskEventType } from '#shared/model/taskEvent.ts';
import { EVENT_SHAPES, LEGAL_MOVES } from '#shared/model/taskRules.ts';
import { TASK_STATUSES, type TaskStatus } from '#shared/model/taskStatus.ts';
import { plainText } from './plainText.ts';
import type { IllegalMove, Reducer, Tracking } from './reducer.ts';
import type { Marking } from './skim.ts';

const status = (text: TaskStatus): AttributeValue => Object.freeze({ S: text });

const STATUSES: ReadonlyMap<string, TaskStatus> = new Map(TASK_STATUSES.map((name) => [name, name]));

const KNOWN: ReadonlySet<string> = new Set<string>(TASK_EVENT_TYPES);

const isKnown = (type: string): type is TaskEventType => KNOWN.has(type);

const ZERO: AttributeValue = Object.freeze({ N: '0' });
const HUNDRED: AttributeValue = Object.freeze({ N: '100' });
const PENDING = status('pending');
const RUNNING = status('running');
const SUCCEEDED = status('succeeded');
const FAILED = status('failed');
const RETRYING = status('retrying');
const CANCELLED = status('cancelled');
const DEAD_LETTERED = status('dead_lettered');

/** `data[name]` when it is a text, else what the state has; a text field never becomes anything else. */
function text(data: AttributeMap, name: string): AttributeMap | undefined {
  const value = attributeOf(data, name);
  return value !== undefined && 'S' in value ? { [name]: value } : undefined;
}

function attemptsAfter(state: AttributeMap): AttributeValue {
  const { attempts } = state;
  return { N: String(attempts !== undefined && 'N' in attempts ? Number(attempts.N) + 1 : 1) };
}

/**
 * The state with some fields as they are now. Fields written behind a spread would do the same in twice the time. The
 * state itself is spread, since it may come from another reducer and hold any name (`__proto__`).
 */
const changed = (state: AttributeMap, fields: AttributeMap): AttributeMap =>
  Object.assign({ ...state }, fields);

function step(state: AttributeMap, event: TaskEvent): AttributeMap {
  const last_seq = { N: String(event.seq) };
  const { type } = event;
  if (!isKnown(type)) return changed(state, { last_seq });
  const data = event.data ?? EMPTY_MAP;
  const updated_at = { S: event.at };
  switch (type) {
    case 'TaskCreated':
      return {
        attempts: ZERO,
        progress: ZERO,
        created_at: updated_at,
        ...state,
        ...text(data, 'title'),
        ...text(data, 'assignee'),
        status: PENDING,
        last_seq,
        updated_at,
      };
    case 'TaskAssigned': {
      const assignee = attributeOf(data, 'assignee');
      if (assignee === undefined || !('S' in assignee)) return changed(state, { last_seq, updated_at });
      return changed(state, { assignee, last_seq, updated_at });
    }
    case 'TaskStarted':
      return changed(state, { status: RUNNING, attempts: attemptsAfter(state), last_seq, updated_at });
    case 'TaskProgressed': {
      const progress = attributeOf(data, 'progress');
      if (progress === undefined || !('N' in progress)) return changed(state, { last_seq, updated_at });
      return changed(state, { progress, last_seq, updated_at });
    }
    case 'TaskSucceeded':
      return changed(state, { status: SUCCEEDED, progress: HUNDRED, last_seq, updated_at });
    case 'TaskFailed': {
      const error = attributeOf(data, 'error');
      if (error === undefined) return changed(state, { status: FAILED, last_seq, updated_at });
      const last_error = 'S' in error ? error : { S: plainText(error) };
      return changed(state, { last_error, status: FAILED, last_seq, updated_at });
    }
    case 'TaskRetryScheduled':
    case 'TaskRedriven':
      return changed(state, { status: RETRYING, last_seq, updated_at });
    case 'TaskCancelled':
      return changed(state, { status: CANCELLED, last_seq, updated_at });
    case 'TaskDeadLettered':
      return changed(state, { status: DEAD_LETTERED, last_seq, updated_at });
  }
}

/** A task's status in a replay: `none` before the first event that sets one. */
type ReplayStatus = TaskStatus | 'none';

function statusIn(state: AttributeMap): ReplayStatus {
  const { status: stored } = state;
  return stored !== undefined && 'S' in stored ? (STATUSES.get(stored.S) ?? 'none') : 'none';
}

function illegalMove(state: AttributeMap, event: TaskEvent): IllegalMove | undefined {
  if (!isKnown(event.type)) return undefined;
  const from = statusIn(state);
  const { leadsTo: to } = EVENT_SHAPES[event.type];
  if (to !== undefined) return LEGAL_MOVES[from].includes(to) ? undefined : { from, to };
  // Progress keeps the status, and is reported only while running.
  return event.type === 'TaskProgressed' && from !== 'running' ? { from, to: from } : undefined;
}

/** Slots of {@link tracking}. */
const SLOT = {
  any: 0,
  known: 1,
  created: 2,
  title: 3,
  assignee: 4,
  status: 5,
  progress: 6,
  error: 7,
  started: 8,
} as const;

const bit = (slot: keyof typeof SLOT): number => 1 << SLOT[slot];

const marksOf: Marking['marksOf'] = (type, tagOf) => {
  if (!isKnown(type)) return bit('any');
  const marks = bit('any') | bit('known') | (EVENT_SHAPES[type].leadsTo === undefined ? 0 : bit('status'));
  switch (type) {
    case 'TaskCreated':
      return (
        marks |
        bit('created') |
        (tagOf('title') === 'S' ? bit('title') : 0) |
        (tagOf('assignee') === 'S' ? bit('assignee') : 0)
      );
    case 'TaskAssigned':
      return marks | (tagOf('assignee') === 'S' ? bit('assignee') : 0);
    case 'TaskStarted':
      return marks | bit('started');
    case 'TaskProgressed':
      return marks | (tagOf('progress') === 'N' ? bit('progress') : 0);
    case 'TaskSucceeded':
      return marks | bit('progress');
    case 'TaskFailed':
      return marks | (tagOf('error') === undefined ? 0 : bit('error'));
    case 'TaskRetryScheduled':
    case 'TaskRedriven':
    case 'TaskCancelled':
    case 'TaskDeadLettered':
      return marks;
  }
};

/** The events that decide over a state, each stepped once: at most as many as there are slots. */
function stateOf(
  slots: ArrayLike<number>,
  eventAt: (position: number) => TaskEvent | undefined,
): AttributeMap {
  const at = (slot: keyof typeof SLOT): TaskEvent | undefined => {
    const place = slots[SLOT[slot]] ?? 0;
    return place === 0 ? undefined : eventAt(place - 1);
  };
  const field = (slot: keyof typeof SLOT, name: string): AttributeMap => {
    const event = at(slot);
    const value = event === undefined ? undefined : attributeOf(step(EMPTY_MAP, event), name);
    return value === undefined ? {} : { [name]: value };
  };
  const started = slots[SLOT.started] ?? 0;
  const isCreated = (slots[SLOT.created] ?? 0) > 0;
  return {
    ...(isCreated ? { attempts: ZERO, progress: ZERO } : {}),
    ...(started > 0 ? { attempts: { N: String(started) } } : {}),
    ...field('progress', 'progress'),
    ...field('created', 'created_at'),
    ...field('title', 'title'),
    ...field('assignee', 'assignee'),
    ...field('error', 'last_error'),
    ...field('status', 'status'),
    ...field('any', 'last_seq'),
    ...field('known', 'updated_at'),
  };
}

const tracking: Tracking = {
  slots: Object.keys(SLOT).length,
  first: bit('created'),
  counted: bit('started'),
  fields: ['title', 'assignee', 'progress', 'error'],
  marksOf,
  statusAfter: (type) => (isKnown(type) ? EVENT_SHAPES[type].leadsTo : undefined),
  isIllegal: (from, type) =>
    illegalMove({ status: { S: from } }, { seq: 1, key: '', type, at: '' }) !== undefined,
  stateOf,
};

/**
 * The built-in reducer of the `task` layout (CONTRACTS 1). Its state has the projection's field names. A field
 * of another type than the contract's leaves the state's as it was; an error that is no text becomes its JSON text.
 */
export const taskReducer = {
  name: 'task',
  initial: EMPTY_MAP,
  compared: ['status', 'title', 'assignee', 'attempts', 'progress', 'last_error', 'last_seq'],
  ignored: [],
  statusField: 'status',
  sequenceField: 'last_seq',
  step,
  statusOf: statusIn,
  illegalMove,
  knows: isKnown,
  tracking,
} as const satisfies Reducer;
