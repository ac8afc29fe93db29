import { attributeMap, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { keyOf, sampleEvent } from '../replay/samples.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { AuditFinding } from './auditPass.ts';
import {
  eventItem,
  honest,
  projectionItem,
  stateOf,
  stored,
  type PlantedTask,
} from './plantedTask.fixture.ts';

interface Draft {
  readonly task: string;
  readonly events: readonly TaskEvent[];
  /** Any number, for whatever the fault chooses. */
  readonly pick: number;
}

/** What is expected of a finding: the event that it begins at. */
const at = (finding: Finding, event: TaskEvent): AuditFinding => ({
  finding,
  at: event.at,
  type: event.type,
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
    const projection = withAttribute(state, 'title', { S: 'edited by hand' });
    const finding: Finding = {
      kind: 'projection-drift',
      severity: 'error',
      task,
      class: 'diverged',
      fields: [{ field: 'title', stored: { S: 'edited by hand' }, replayed: state['title'] }],
      equalsReplayAt: null,
      firstDivergentSeq: 1,
    };
    return stored(task, events, projection, first === undefined ? [] : [at(finding, first)]);
  },

  lagging: ({ task, events, pick }) => {
    const seen = 1 + (pick % (events.length - 1));
    const projection = stateOf(events.slice(0, seen));
    const replayed = stateOf(events);
    const fields = taskReducer.compared
      .filter((field) => field in projection && textAt(projection, field) !== textAt(replayed, field))
      .map((field) => ({ field, stored: projection[field], replayed: replayed[field] }));
    const finding: Finding = {
      kind: 'projection-drift',
      severity: 'warning',
      task,
      class: 'lagging',
      fields,
      equalsReplayAt: seen,
      firstDivergentSeq: seen + 1,
    };
    return stored(task, events, projection, [at(finding, events[seen] ?? lastOf(events))]);
  },

  missing: ({ task, events }) => {
    const replayed = stateOf(events);
    const projection = attributeMap(Object.entries(replayed).filter(([name]) => name !== 'status'));
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
    return stored(task, events, projection, [at(finding, events[other] ?? lastOf(events))]);
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
