import fc from 'fast-check';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { TASK_EVENT_TYPES, type TaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';

const START = Date.UTC(2026, 2, 11, 9, 0, 0);

/** A time for samples: `seconds` after 2026-03-11T09:00:00Z. */
export const timeAt = (seconds: number): string => new Date(START + (seconds % 1e9) * 1000).toISOString();

/** The range key of a number, padded as writers do. */
export const keyOf = (seq: number): string => `EVENT#${String(seq).padStart(4, '0')}`;

/** An event of a sample; one second per number unless told otherwise. */
export function sampleEvent(
  seq: number,
  type: string,
  data?: AttributeMap,
  more?: Partial<TaskEvent>,
): TaskEvent {
  return { seq, key: keyOf(seq), type, at: timeAt(seq), ...(data === undefined ? {} : { data }), ...more };
}

/** Events of these types, numbered from 1. */
export const sampleStream = (...types: readonly string[]): TaskEvent[] =>
  types.map((type, index) => sampleEvent(index + 1, type));

/** The item that carries an event. */
export const eventItem = (event: TaskEvent, taskId = 't'): TaskItem => ({ kind: 'event', taskId, event });

/** The item that carries a projection. */
export const projectionItem = (fields: AttributeMap, taskId = 't'): TaskItem => ({
  kind: 'projection',
  taskId,
  projection: { fields },
});

const NEXT: Readonly<Record<string, readonly string[]>> = {
  none: ['TaskCreated'],
  pending: ['TaskStarted', 'TaskCancelled', 'TaskAssigned'],
  running: [
    'TaskSucceeded',
    'TaskFailed',
    'TaskCancelled',
    'TaskProgressed',
    'TaskProgressed',
    'TaskAssigned',
  ],
  failed: ['TaskRetryScheduled', 'TaskDeadLettered', 'TaskCancelled', 'TaskAssigned'],
  retrying: ['TaskStarted', 'TaskCancelled'],
  dead_lettered: ['TaskRedriven', 'TaskAssigned'],
  succeeded: ['TaskAssigned'],
  cancelled: ['TaskAssigned'],
};

const LEADS: Readonly<Record<string, string>> = {
  TaskCreated: 'pending',
  TaskStarted: 'running',
  TaskSucceeded: 'succeeded',
  TaskFailed: 'failed',
  TaskRetryScheduled: 'retrying',
  TaskRedriven: 'retrying',
  TaskCancelled: 'cancelled',
  TaskDeadLettered: 'dead_lettered',
};

function dataFor(type: string, n: number): AttributeMap | undefined {
  switch (type) {
    case 'TaskCreated':
      return { title: { S: `title ${n}` }, order_id: { S: `ORD-${n}` } };
    case 'TaskAssigned':
      return { assignee: { S: `person ${n % 5}` } };
    case 'TaskProgressed':
      return { progress: { N: String(n % 101) } };
    case 'TaskFailed':
      return { error: { S: `E_${n % 7}` } };
    default:
      return undefined;
  }
}

/** A legal stream: `choices` picks each event among those allowed, `pauses` its distance in seconds. */
export function legalStream(choices: readonly number[], pauses: readonly number[] = []): TaskEvent[] {
  let status = 'none';
  let seconds = 0;
  return choices.map((choice, index) => {
    const options = NEXT[status] ?? [];
    const type = options[choice % options.length] ?? 'TaskAssigned';
    status = LEADS[type] ?? status;
    seconds += pauses[index] ?? 1;
    return sampleEvent(index + 1, type, dataFor(type, choice), { at: timeAt(seconds) });
  });
}

/** Legal streams without any fault. */
export const legalStreams: fc.Arbitrary<TaskEvent[]> = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(5000)), { minLength: 1, maxLength: 300 })
  .map((steps) =>
    legalStream(
      steps.map(([choice]) => choice),
      steps.map(([, pause]) => pause),
    ),
  );

const names = fc.oneof(
  fc.string({ maxLength: 6, unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', 'title', 'progress', 'error', 'assignee', 'hasOwnProperty', ''),
);

const digits = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('-0', '007', '1e3', '1E+3', '.5', '5.', 'junk', ''),
);

const texts = fc.string({ maxLength: 8, unit: 'binary' });

/** Attribute values of every type, nested, with hostile names. */
export const values: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue; map: AttributeMap }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      texts.map((S) => ({ S })),
      digits.map((N) => ({ N })),
      texts.map((B) => ({ B })),
      fc.boolean().map((BOOL) => ({ BOOL })),
      fc.constant({ NULL: true }),
      fc.array(texts, { maxLength: 3 }).map((SS) => ({ SS })),
      fc.array(digits, { maxLength: 3 }).map((NS) => ({ NS })),
      fc.array(texts, { maxLength: 3 }).map((BS) => ({ BS })),
      fc.array(tie('value'), { maxLength: 5 }).map((L) => ({ L })),
      tie('map').map((M) => ({ M })),
    ),
    map: fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map(attributeMap),
  }),
).value;

/** Documents of such values. */
export const documents: fc.Arbitrary<AttributeMap> = fc
  .array(fc.tuple(names, values), { maxLength: 8 })
  .map(attributeMap);

/** Events with any content: any number, type, time and payload. */
export const junkEvents: fc.Arbitrary<TaskEvent> = fc
  .record({
    seq: fc.oneof(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 9990, max: 10_010 }),
      fc.maxSafeNat().map((n) => n + 1),
    ),
    key: fc.string({ maxLength: 12 }),
    type: fc.oneof(
      fc.constantFrom(...TASK_EVENT_TYPES, '__proto__', 'constructor'),
      fc.string({ minLength: 1 }),
    ),
    at: fc.oneof(
      fc.nat(100_000).map(timeAt),
      fc.string({ minLength: 1 }),
      fc.constantFrom('2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z'),
    ),
    data: documents,
    actor: texts,
  })
  .map((event) => ({ ...event, seq: Math.min(event.seq, Number.MAX_SAFE_INTEGER) }));

/** Items of task `t` with any content. */
export const junkItems: fc.Arbitrary<TaskItem> = fc.oneof(
  { weight: 6, arbitrary: junkEvents.map((event) => eventItem(event)) },
  { weight: 1, arbitrary: documents.map((fields) => projectionItem(fields)) },
  {
    weight: 1,
    arbitrary: fc
      .record({ key: fc.string({ maxLength: 12 }), reason: texts, seq: fc.integer({ min: 1, max: 40 }) })
      .map((undecodable): TaskItem => ({ kind: 'undecodable', taskId: 't', undecodable })),
  },
  { weight: 1, arbitrary: fc.constant<TaskItem>({ kind: 'bystander' }) },
);
