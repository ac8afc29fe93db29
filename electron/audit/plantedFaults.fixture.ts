import fc from 'fast-check';
import { attributeMap, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { fold } from '../replay/reducer.ts';
import { keyOf, legalStream, sampleEvent } from '../replay/samples.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { AuditFinding } from './auditPass.ts';

/** A finding without the words of its reason, which are the layout's. */
type Expected = AuditFinding;

const MOST_TASKS = 8;

/** A task with at most one thing wrong, and what an audit must say of it. */
export interface PlantedTask {
  readonly items: readonly AttributeMap[];
  readonly expected: readonly Expected[];
  /** Events that can be read. */
  readonly events: number;
}

interface Draft {
  readonly task: string;
  readonly events: readonly TaskEvent[];
  /** Any number, for whatever the fault chooses. */
  readonly pick: number;
}

/** What is expected of a finding: the event that it begins at. */
const at = (finding: Finding, event: TaskEvent): Expected => ({ finding, at: event.at, type: event.type });

const eventItem = (task: string, event: TaskEvent): AttributeMap => ({
  PK: { S: `TASK#${task}` },
  SK: { S: event.key },
  event: {
    M: {
      type: { S: event.type },
      at: { S: event.at },
      ...(event.data === undefined ? {} : { data: { M: event.data } }),
    },
  },
});

const projectionItem = (task: string, fields: AttributeMap): AttributeMap =>
  attributeMap([
    ...Object.entries(fields),
    ['PK', { S: `TASK#${task}` }],
    ['SK', { S: 'META' }],
    ['write_id', { S: 'w-1' }],
  ]);

const stateOf = (events: readonly TaskEvent[]): AttributeMap => fold(taskReducer, events);

/** The task with the projection that its events lead to. */
const honest = (task: string, events: readonly TaskEvent[], expected: readonly Expected[]): PlantedTask => ({
  items: [...events.map((event) => eventItem(task, event)), projectionItem(task, stateOf(events))],
  expected,
  events: events.length,
});

const lastOf = (events: readonly TaskEvent[]): TaskEvent => events.at(-1) ?? sampleEvent(1, 'TaskCreated');

const textAt = (state: AttributeMap, field: string): string => JSON.stringify(state[field] ?? null);

const renumber = (events: readonly TaskEvent[], from: number, by: number): readonly TaskEvent[] =>
  events.map((event) =>
    event.seq < from ? event : { ...event, seq: event.seq + by, key: keyOf(event.seq + by) },
  );

/** Every fault of CONTRACTS 6, planted by what it is, not by what the product makes of it. */
export const FAULTS = {
  none: ({ task, events }) => honest(task, events, []),

  diverged: ({ task, events }) => {
    const [first] = events;
    const state = stateOf(events);
    const stored = withAttribute(state, 'title', { S: 'edited by hand' });
    const finding: Finding = {
      kind: 'projection-drift',
      severity: 'error',
      task,
      class: 'diverged',
      fields: [{ field: 'title', stored: { S: 'edited by hand' }, replayed: state['title'] }],
      equalsReplayAt: null,
      firstDivergentSeq: 1,
    };
    return {
      items: [...events.map((event) => eventItem(task, event)), projectionItem(task, stored)],
      expected: first === undefined ? [] : [at(finding, first)],
      events: events.length,
    };
  },

  lagging: ({ task, events, pick }) => {
    const seen = 1 + (pick % (events.length - 1));
    const stored = stateOf(events.slice(0, seen));
    const replayed = stateOf(events);
    const fields = taskReducer.compared
      .filter((field) => field in stored && textAt(stored, field) !== textAt(replayed, field))
      .map((field) => ({ field, stored: stored[field], replayed: replayed[field] }));
    const finding: Finding = {
      kind: 'projection-drift',
      severity: 'warning',
      task,
      class: 'lagging',
      fields,
      equalsReplayAt: seen,
      firstDivergentSeq: seen + 1,
    };
    return {
      items: [...events.map((event) => eventItem(task, event)), projectionItem(task, stored)],
      expected: [at(finding, events[seen] ?? lastOf(events))],
      events: events.length,
    };
  },

  missing: ({ task, events }) => {
    const replayed = stateOf(events);
    const stored = attributeMap(Object.entries(replayed).filter(([name]) => name !== 'status'));
    const differs = events.map(
      (_, index) => textAt(stateOf(events.slice(0, index)), 'status') !== textAt(replayed, 'status'),
    );
    const other = differs.lastIndexOf(true);
    const finding: Finding = {
      kind: 'projection-drift',
      severity: 'error',
      task,
      class: 'missing',
      fields: [{ field: 'status', replayed: replayed['status'] }],
      equalsReplayAt: null,
      firstDivergentSeq: other + 1,
    };
    return {
      items: [...events.map((event) => eventItem(task, event)), projectionItem(task, stored)],
      expected: [at(finding, events[other] ?? lastOf(events))],
      events: events.length,
    };
  },

  gap: ({ task, events, pick }) => {
    const from = 1 + (pick % events.length);
    const width = 1 + (pick % 7);
    const shifted = renumber(events, from, width);
    const missing = Array.from({ length: width }, (_, index) => from + index);
    const behind = shifted[from - 1] ?? lastOf(shifted);
    return honest(task, shifted, [at({ kind: 'sequence-gap', severity: 'error', task, missing }, behind)]);
  },

  /** Wider than a hundred numbers, and beyond what four digits hold. */
  overflow: ({ task, events, pick }) => {
    const from = 1 + (pick % events.length);
    const shifted = renumber(events, from, 9_999);
    const first = shifted[from - 1] ?? lastOf(shifted);
    const missing: [number, number][] = [[from, from + 9_998]];
    return honest(task, shifted, [
      at({ kind: 'sequence-gap', severity: 'error', task, missing }, first),
      at({ kind: 'sequence-overflow', severity: 'warning', task, seq: first.seq }, first),
    ]);
  },

  duplicate: ({ task, events, pick }) => {
    const position = pick % events.length;
    const twice = events[position] ?? lastOf(events);
    // One digit more sorts before the padded key only where it is another zero.
    const other: TaskEvent = {
      ...sampleEvent(twice.seq, 'TaskAssigned', { assignee: { S: 'twin' } }),
      key: `EVENT#0${twice.key.slice('EVENT#'.length)}`,
      at: twice.at,
    };
    const keys = [other.key, twice.key].sort();
    const pair = [other, twice].sort((a, b) => (a.key < b.key ? -1 : 1));
    const all = [...events.slice(0, position), ...pair, ...events.slice(position + 1)];
    const finding: Finding = { kind: 'duplicate-sequence', severity: 'error', task, seq: twice.seq, keys };
    return honest(task, all, [at(finding, pair[0] ?? twice)]);
  },

  clock: ({ task, events, pick }) => {
    const position = 1 + (pick % (events.length - 1));
    const previousAt = events[position - 1]?.at ?? '';
    const early = new Date(Date.parse(previousAt) - 1).toISOString();
    const changed = events.map((event, index) => (index === position ? { ...event, at: early } : event));
    const event = changed[position] ?? lastOf(changed);
    return honest(task, changed, [
      at(
        { kind: 'clock-regression', severity: 'warning', task, seq: event.seq, at: early, previousAt },
        event,
      ),
    ]);
  },

  /** Too little for the double that holds milliseconds: only the digits tell. */
  clockByNanoseconds: ({ task, events, pick }) => {
    const position = 1 + (pick % (events.length - 1));
    const begun = events[position - 1]?.at ?? '';
    const [first, early, late] = [2, 1, 3].map((nanos) => begun.replace('Z', `00000${nanos}Z`));
    const changed = events.map((event, index) => {
      if (index === position - 1) return { ...event, at: first ?? '' };
      if (index === position) return { ...event, at: early ?? '' };
      return index > position && event.at === begun ? { ...event, at: late ?? '' } : event;
    });
    const event = changed[position] ?? lastOf(changed);
    const told = { at: early ?? '', previousAt: first ?? '' };
    return honest(task, changed, [
      at({ kind: 'clock-regression', severity: 'warning', task, seq: event.seq, ...told }, event),
    ]);
  },

  illegal: ({ task, events }) => {
    const last = lastOf(events);
    const again = { ...sampleEvent(last.seq + 1, 'TaskCreated', { title: { S: 'again' } }), at: last.at };
    const from = taskReducer.statusOf(stateOf(events));
    return honest(
      task,
      [...events, again],
      [
        at(
          { kind: 'illegal-transition', severity: 'error', task, seq: again.seq, from, to: 'pending' },
          again,
        ),
      ],
    );
  },

  unknown: ({ task, events, pick }) => {
    const last = lastOf(events);
    const type = ['TaskPaused', 'taskstarted', '__proto__', 'Überfällig'][pick % 4] ?? 'TaskPaused';
    const strange = { ...sampleEvent(last.seq + 1, type), at: last.at };
    return honest(
      task,
      [...events, strange],
      [at({ kind: 'unknown-event', severity: 'warning', task, seq: strange.seq, type }, strange)],
    );
  },

  undecodable: ({ task, events, pick }) => {
    const whole = honest(task, events, []);
    const next = lastOf(events).seq + 1;
    const keys = [keyOf(next), 'EVENT#', 'EVENT#0000', 'EVENT#12a'];
    const key = keys[pick % keys.length] ?? keyOf(next);
    const broken = { PK: { S: `TASK#${task}` }, SK: { S: key }, event: { S: '{"type":' } };
    const finding: Finding = { kind: 'undecodable-event', severity: 'error', task, key, reason: '' };
    return { ...whole, items: [...whole.items, broken], expected: [{ finding, at: lastOf(events).at }] };
  },

  unreadableTime: ({ task, events, pick }) => {
    const last = lastOf(events);
    const text = ['yesterday', '2026-02-30T00:00:00Z', '2026-03-11', '1773219600'][pick % 4] ?? '';
    const odd = { ...sampleEvent(last.seq + 1, 'TaskAssigned'), at: text };
    const whole = honest(task, [...events, odd], []);
    const finding: Finding = { kind: 'undecodable-event', severity: 'error', task, key: odd.key, reason: '' };
    // The projection was written at no time that can be read.
    return { ...whole, expected: [{ finding, at: last.at, type: odd.type }] };
  },

  orphanEvents: ({ task, events }) => ({
    items: events.map((event) => eventItem(task, event)),
    expected: [{ finding: { kind: 'orphan-events', severity: 'error', task }, at: lastOf(events).at }],
    events: events.length,
  }),

  orphanProjection: ({ task, events }) => ({
    items: [projectionItem(task, stateOf(events))],
    expected: [{ finding: { kind: 'orphan-projection', severity: 'error', task }, at: lastOf(events).at }],
    events: 0,
  }),
} as const satisfies Record<string, (draft: Draft) => PlantedTask>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

const FAULT_NAMES = Object.keys(FAULTS).filter((name): name is FaultName => name in FAULTS);

const ids = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'a#b', 'EVENT#0001', 'TASK#x', '"}]}', '\\', '\u202e', 'x'.repeat(1500)),
);

/** Items that belong to no task. */
const bystanders: fc.Arbitrary<AttributeMap> = fc.oneof(
  ids.map((id) => ({ PK: { S: `IDEMPOTENCY#${id}` }, SK: { S: 'REQUEST' }, status: { S: 'COMPLETED' } })),
  ids.map((id) => ({
    PK: { S: `DLQ#${id}` },
    SK: { S: `2026-03-11T09:00:00Z#${id}` },
    attempts: { N: '3' },
  })),
  ids.map((id) => ({ PK: { S: `other ${id}` }, SK: { S: 'EVENT#0001' }, event: { S: 'none of ours' } })),
  ids.map((id) => ({ PK: { S: `TASK#${id}` }, SK: { S: 'NOTE#1' }, Items: { L: [{ S: '"Items":[' }] } })),
);

/** A table, and all that an audit must say of it. */
export interface PlantedTable {
  readonly items: readonly AttributeMap[];
  readonly expected: readonly Expected[];
  readonly tasks: number;
  readonly events: number;
}

const keyText = (item: AttributeMap): string => JSON.stringify([item['PK'], item['SK']]);

/** Tables with any faults, in any mixture with healthy tasks and items that are none. */
export const plantedTables: fc.Arbitrary<PlantedTable> = fc
  .tuple(
    fc.uniqueArray(ids, { minLength: 1, maxLength: MOST_TASKS }),
    fc.array(
      fc.record({
        fault: fc.constantFrom(...FAULT_NAMES),
        steps: fc.array(fc.tuple(fc.nat(1000), fc.nat(5000)), { minLength: 2, maxLength: 25 }),
        pick: fc.nat(1_000_000),
      }),
      { minLength: MOST_TASKS, maxLength: MOST_TASKS },
    ),
    fc.array(bystanders, { maxLength: 5 }),
  )
  .map(([names, plans, others]) => {
    const tasks = names.flatMap((task, index) => {
      const plan = plans[index];
      if (plan === undefined) return [];
      const events = legalStream(
        plan.steps.map(([choice]) => choice),
        plan.steps.map(([, pause]) => pause),
      );
      return [FAULTS[plan.fault]({ task, events, pick: plan.pick })];
    });
    const items = [...tasks.flatMap((task) => task.items), ...others];
    return {
      items: [...new Map(items.map((item) => [keyText(item), item])).values()],
      expected: tasks.flatMap((task) => task.expected),
      tasks: tasks.length,
      events: tasks.reduce((sum, task) => sum + task.events, 0),
    };
  });
