import { EMPTY_MAP, attributeOf, typeOf, type AttributeMap } from './attributeValue.ts';
import type { TaskEventType } from './taskEvent.ts';
import { parseTaskStatus, type TaskStatus } from './taskStatus.ts';

/** One field of an event's payload. `any`: a text or a structure, as the writer likes. */
export interface PayloadField {
  readonly name: string;
  readonly type: 'S' | 'N' | 'any';
  readonly required: boolean;
}

/** What an event type carries, and the status it leads to; without `leadsTo` the status stays. */
export interface EventShape {
  readonly fields: readonly PayloadField[];
  readonly leadsTo?: TaskStatus;
}

const must = (name: string, type: PayloadField['type'] = 'S'): PayloadField => ({
  name,
  type,
  required: true,
});
const may = (name: string, type: PayloadField['type'] = 'S'): PayloadField => ({
  name,
  type,
  required: false,
});

/** Payload and resulting status of each built-in event type (CONTRACTS 1). */
export const EVENT_SHAPES: Readonly<Record<TaskEventType, EventShape>> = {
  TaskCreated: { fields: [must('title'), may('assignee')], leadsTo: 'pending' },
  TaskAssigned: { fields: [must('assignee')] },
  TaskStarted: { fields: [may('worker')], leadsTo: 'running' },
  TaskProgressed: { fields: [must('progress', 'N'), may('message')] },
  TaskSucceeded: { fields: [may('result', 'any')], leadsTo: 'succeeded' },
  TaskFailed: { fields: [must('error', 'any')], leadsTo: 'failed' },
  TaskRetryScheduled: { fields: [may('delay_ms', 'N')], leadsTo: 'retrying' },
  TaskCancelled: { fields: [may('reason')], leadsTo: 'cancelled' },
  TaskDeadLettered: { fields: [may('reason')], leadsTo: 'dead_lettered' },
  TaskRedriven: { fields: [], leadsTo: 'retrying' },
};

/** The statuses that may follow each status; `none` is a task before its first event (CONTRACTS 1). */
export const LEGAL_MOVES: Readonly<Record<TaskStatus | 'none', readonly TaskStatus[]>> = {
  none: ['pending'],
  pending: ['running', 'cancelled'],
  running: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: ['retrying', 'dead_lettered', 'cancelled'],
  retrying: ['running', 'cancelled'],
  cancelled: [],
  dead_lettered: ['retrying'],
};

const isBuiltIn = (type: string): type is TaskEventType => Object.hasOwn(EVENT_SHAPES, type);

/** The shape of an event type; undefined for a type that the built-in reducer does not know. */
export function eventShapeOf(type: string): EventShape | undefined {
  return isBuiltIn(type) ? EVENT_SHAPES[type] : undefined;
}

/** Statuses that may follow `from`; undefined `from`: no event yet. A status nobody knows leads nowhere. */
export function movesFrom(from: string | undefined): readonly TaskStatus[] {
  if (from === undefined) return LEGAL_MOVES.none;
  const status = parseTaskStatus(from);
  return status === undefined ? [] : LEGAL_MOVES[status];
}

/** What an event would do to the status. `to` undefined: the task would still have none. */
export interface Move {
  readonly to: string | undefined;
  readonly legal: boolean;
}

/** What an event of `type` does to a task in status `from` (undefined: no event yet). Unknown types keep it. */
export function moveOf(type: string, from: string | undefined): Move {
  const leadsTo = eventShapeOf(type)?.leadsTo;
  if (leadsTo !== undefined) return { to: leadsTo, legal: movesFrom(from).includes(leadsTo) };
  return { to: from, legal: type !== 'TaskProgressed' || from === 'running' };
}

/** Something wrong with a payload: the field and a sentence about it. */
export interface PayloadProblem {
  readonly field: string;
  readonly problem: string;
}

/** DynamoDB's numbers: decimal text, at most 38 significant digits. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Whether DynamoDB takes `text` as a number (its magnitude is left to the server). */
export function isNumberText(text: string): boolean {
  const significant = (text.split(/[eE]/)[0] ?? '').replace(/[^\d]/g, '').replace(/^0+|0+$/g, '');
  return NUMBER.test(text) && significant.length <= 38;
}

/** What keeps `data` from being the payload of a `type` event; further fields, and types unknown here, are fine. */
export function payloadProblems(type: string, data: AttributeMap = EMPTY_MAP): readonly PayloadProblem[] {
  return (eventShapeOf(type)?.fields ?? []).flatMap(({ name, type: wanted, required }) => {
    const value = attributeOf(data, name);
    if (value === undefined) {
      return required ? [{ field: name, problem: `${type} needs ${name}.` }] : [];
    }
    if (wanted !== 'any' && typeOf(value) !== wanted) {
      const kind = wanted === 'S' ? 'a text (S)' : 'a number (N)';
      return [{ field: name, problem: `${name} must be ${kind}; it is ${typeOf(value)}.` }];
    }
    if ('N' in value && !isNumberText(value.N)) {
      return [{ field: name, problem: `${name} is not a number of at most 38 digits.` }];
    }
    if (required && 'S' in value && value.S.trim() === '') {
      return [{ field: name, problem: `${name} is empty.` }];
    }
    return [];
  });
}
