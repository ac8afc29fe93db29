import { describe, expect, it } from 'vitest';
import { conflictSchema } from '#shared/model/conflict.ts';
import {
  isAttributeMap,
  stringOf,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { letterRefOf } from '#shared/model/deadLetter.ts';
import type { Finding } from '#shared/model/finding.ts';
import { TASK_RULES } from '#shared/model/taskItem.ts';
import { driftOf } from '../replay/drift.ts';
import { idempotencyLane } from '../replay/idempotencyLane.ts';
import { findingsOf } from '../replay/integrity.ts';
import { keyedRuns } from '../replay/keyedRuns.ts';
import { previewRedrive } from '../replay/redrivePreview.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import { createTaskStream } from '../replay/taskStream.ts';
import { decodeLetters } from '../stores/deadLetters/letterItems.ts';
import { decodeRecord } from '../stores/idempotency/records.ts';
import { decodeTaskItem } from '../stores/taskEvents/taskItems.ts';
import { demoConflicts } from './demoConflicts.ts';
import type { DemoTask } from './demoTask.ts';
import { itemsOf } from './items.ts';
import { LONG_EVENTS } from './planted/long.ts';
import { PLANTED } from './planted/ids.ts';
import { DEFAULT_EVENTS, DEFAULT_TASKS, generateShop } from './shop.ts';

const NOW = Date.UTC(2026, 10, 21, 15, 30);
const base = { seed: '1', tasks: DEFAULT_TASKS, faults: true, now: NOW };

/** The findings of a task as a reader of its items meets them. */
function findings(task: DemoTask): readonly Finding[] {
  const stream = createTaskStream(taskReducer);
  let projection: AttributeMap | undefined;
  for (const item of itemsOf(task)) {
    const decoded = decodeTaskItem(item);
    if (decoded.kind === 'event') stream.addEvents([decoded.event]);
    if (decoded.kind === 'undecodable') stream.addUndecodable([decoded.undecodable]);
    if (decoded.kind === 'projection') projection = decoded.projection.fields;
  }
  const view = stream.view();
  const drift =
    projection === undefined ? null : driftOf({ reducer: taskReducer, replayed: view }, projection);
  return findingsOf({
    task: task.taskId,
    view,
    rules: TASK_RULES,
    hasProjection: projection !== undefined,
    drift,
  });
}

function* numbersIn(value: AttributeValue): Generator<string> {
  if ('N' in value) yield value.N;
  if ('M' in value) for (const inner of Object.values(value.M)) yield* numbersIn(inner);
  if ('L' in value) for (const inner of value.L) yield* numbersIn(inner);
}

const shop = [...generateShop(base)];
const ordinary = shop.filter((task) => task.planted === undefined);
const planted = new Map(shop.filter((task) => task.planted !== undefined).map((task) => [task.taskId, task]));

describe('the demonstration shop', () => {
  it('is the same for the same seed and time, and another for another seed', () => {
    const text = (seed: string) =>
      JSON.stringify([...generateShop({ ...base, seed, tasks: 60, faults: true })].flatMap(itemsOf));
    expect(text('7')).toBe(text('7'));
    expect(text('7')).not.toBe(text('8'));
  });

  it('has as many ordinary tasks as asked for, each under an id of its own', () => {
    expect(ordinary).toHaveLength(DEFAULT_TASKS);
    expect(new Set(shop.map((task) => task.taskId)).size).toBe(shop.length);
    expect([...generateShop({ ...base, tasks: 7, faults: false })]).toHaveLength(7);
    expect([...generateShop({ ...base, tasks: 0, faults: false })]).toHaveLength(0);
  });

  it('has about as many events a task as asked for', () => {
    for (const events of [8, DEFAULT_EVENTS, 60]) {
      const tasks = [...generateShop({ ...base, events, faults: false })];
      const average = tasks.reduce((sum, task) => sum + task.events.length, 0) / tasks.length;
      expect(average).toBeGreaterThan(events * 0.75);
      expect(average).toBeLessThan(events * 1.25);
    }
  });

  it('has no item twice, none later than now, and none that DynamoDB would refuse', () => {
    const keys = new Set<string>();
    // Collected, since an expectation for each of so many takes seconds.
    const [doubled, foreign, tooLong]: [string[], AttributeMap[], string[]] = [[], [], []];
    for (const task of shop) {
      expect(task.events.length).toBeGreaterThan(0);
      expect(Math.max(...task.events.map((event) => Date.parse(event.at)))).toBeLessThanOrEqual(NOW);
      for (const item of itemsOf(task)) {
        const key = `${stringOf(item, 'PK') ?? ''}|${stringOf(item, 'SK') ?? ''}`;
        if (keys.has(key)) doubled.push(key);
        keys.add(key);
        if (!isAttributeMap(item)) foreign.push(item);
        for (const digits of numbersIn({ M: item })) {
          if (digits.replace(/^-?0*\.?0*|\./g, '').length > 38) tooLong.push(digits);
        }
      }
    }
    expect({ doubled, foreign, tooLong }).toEqual({ doubled: [], foreign: [], tooLong: [] });
  });

  it('shows every status, work under way, work that is stuck, dead letters and remembered requests', () => {
    const status = (task: DemoTask) => stringOf(task.projection ?? {}, 'status');
    const statuses = new Set(ordinary.map(status));
    for (const known of ['pending', 'running', 'succeeded', 'retrying', 'cancelled', 'dead_lettered']) {
      expect(statuses, known).toContain(known);
    }
    const age = (task: DemoTask) => NOW - Date.parse(task.events.at(-1)?.at ?? '');
    const open = ordinary.filter((task) => ['pending', 'running', 'retrying'].includes(status(task) ?? ''));
    expect(open.filter((task) => age(task) < 3_600_000).length).toBeGreaterThan(3);
    expect(open.filter((task) => age(task) > 86_400_000).length).toBeGreaterThan(1);
    expect(open.length).toBeLessThan(60);
    const partitions = ordinary.flatMap((task) => task.others.map((item) => stringOf(item, 'PK') ?? ''));
    expect(partitions.some((key) => key.startsWith('DLQ#'))).toBe(true);
    expect(partitions.some((key) => key.startsWith('IDEMPOTENCY#'))).toBe(true);
  });

  it('goes the same way whenever it is made: the same orders, failures and dead letters', () => {
    const lives = (now: number): string[] =>
      [...generateShop({ ...base, faults: false, now })].map(({ taskId, events, others }) =>
        [
          taskId.split('-')[0],
          events[0]?.correlationId,
          events.map((event) => event.type),
          others.flatMap((item) => /^DLQ#.*/.exec(stringOf(item, 'PK') ?? '') ?? []),
        ].join(' '),
      );
    const expected = new Set(lives(NOW));
    expect(expected.size).toBe(DEFAULT_TASKS);
    for (const hours of [1, 6, 11, 16, 21]) {
      // What began minutes ago is cut off elsewhere; a moment is a few minutes off, so some are stuck or returned later.
      const other = lives(NOW + hours * 3_600_000 + 1234).filter((life) => !expected.has(life));
      expect(other.length, `${hours} hours later`).toBeLessThan(DEFAULT_TASKS * 0.1);
    }
  });
});

describe('findings in the demonstration shop', () => {
  it('has none in ordinary tasks', () => {
    for (const task of ordinary) expect(findings(task), task.taskId).toEqual([]);
  });

  const kinds = (id: string) => {
    const task = planted.get(id);
    return task === undefined ? undefined : findings(task).map((finding) => finding.kind);
  };

  it('has exactly the planted ones in the planted tasks', () => {
    expect(kinds(PLANTED.raceAppend)).toEqual([]);
    expect(kinds(PLANTED.raceStatus)).toEqual([]);
    expect(kinds(PLANTED.edited)).toEqual(['projection-drift']);
    expect(kinds(PLANTED.lagging)).toEqual(['projection-drift']);
    expect(kinds(PLANTED.gap)).toEqual(['sequence-gap']);
    expect(kinds(PLANTED.clock)).toEqual(['clock-regression']);
    expect(kinds(PLANTED.illegal)).toEqual(['illegal-transition']);
    expect(kinds(PLANTED.unknown)).toEqual(['unknown-event']);
    expect(kinds(PLANTED.undecodable)).toEqual(['undecodable-event']);
    expect(kinds(PLANTED.served)).toEqual([]);
    expect(kinds(PLANTED.again)).toEqual([]);
    expect(kinds(PLANTED.hostile)).toEqual(['unknown-event']);
    expect(kinds(PLANTED.long)).toEqual(['sequence-overflow']);
    expect(planted.size).toBe(Object.keys(PLANTED).length);
  });

  it('tells the hand-edited projection from the lagging one', () => {
    const drift = (id: string) =>
      [planted.get(id)].flatMap((task) => (task === undefined ? [] : findings(task)))[0];
    expect(drift(PLANTED.edited)).toMatchObject({ class: 'diverged', fields: [{ field: 'status' }] });
    const last = planted.get(PLANTED.lagging)?.events.at(-1)?.seq ?? 0;
    expect(drift(PLANTED.lagging)).toMatchObject({ class: 'lagging', equalsReplayAt: last - 4 });
  });

  it('has a long task that outgrows its padding', () => {
    const events = planted.get(PLANTED.long)?.events ?? [];
    expect(events).toHaveLength(LONG_EVENTS);
    expect(events[9999]?.key).toBe('EVENT#10000');
  });
});

describe('the repeated requests', () => {
  const lane = (id: string) => {
    const task = planted.get(id);
    const records = task?.others.flatMap((item) => decodeRecord(item) ?? []) ?? [];
    const stream = createTaskStream(taskReducer);
    stream.addEvents(task?.events ?? []);
    const keyed = keyedRuns(stream.view(), 100);
    return idempotencyLane({ taskId: id, keyed, records, nowMs: NOW }).requests.map(
      ({ key, state, runs, replays }) =>
        [
          key,
          state,
          ...runs.map(({ seq, role, evidence }) => `${seq} ${role} ${evidence}`),
          replays.length,
        ] as const,
    );
  };

  it('were answered from their records, or ran again once these had expired', () => {
    expect(lane(PLANTED.served)).toEqual([
      ['capture-pay-demo-served', 'completed', '8 run recorded', 0],
      ['create-pay-demo-served', 'completed', '1 run recorded', 2],
    ]);
    expect(lane(PLANTED.again)).toEqual([
      ['pack-ord-demo-again', 'expired', '4 run recorded', '8 ranAgain recorded', 1],
      ['assign-ord-demo-again', 'completed', '2 run inferred', '7 ranAgain inferred', 1],
      ['create-ord-demo-again', 'absent', '1 run inferred', 0],
    ]);
  });
});

describe('the dead letters', () => {
  const letters = shop.flatMap((task) => decodeLetters(task.others).map((item) => ({ task, item })));

  it('wait in several queues or were redriven, one cannot be read, and one would be illegal now', () => {
    const open = letters.filter(({ item }) => item.kind === 'letter' && item.letter.redrivenAt === undefined);
    expect(open.length).toBeGreaterThan(8);
    expect(letters.length - open.length).toBeGreaterThan(3);
    expect(new Set(letters.map(({ item }) => letterRefOf(item).queue)).size).toBeGreaterThan(3);
    const corrupt = letters.filter(({ item }) => item.kind === 'corrupt');
    expect(corrupt.map(({ task }) => task.taskId)).toEqual([PLANTED.undecodable]);
    const illegal = open.filter(({ item, task: { events } }) => {
      if (item.kind === 'corrupt') return false;
      const { letter } = item;
      const { warnings } = previewRedrive({
        ...{ reducer: taskReducer, letter, events, unreadable: 0, lastSeq: events.at(-1)?.seq ?? 0 },
      });
      return warnings.some(({ kind }) => kind === 'illegal');
    });
    expect(illegal.map(({ task }) => task.taskId)).toEqual([PLANTED.raceStatus]);
  });
});

describe('the lost races', () => {
  it('are whole records, and say what the events say', () => {
    const conflicts = demoConflicts({ seed: base.seed, now: NOW, table: 'tasks' });
    expect(conflicts).toHaveLength(2);
    for (const conflict of conflicts) {
      expect(conflictSchema.parse(conflict)).toEqual(conflict);
      expect(planted.get(conflict.taskId)?.events).toContainEqual(conflict.winner);
      expect(stringOf(conflict.actualState, 'status')).toBe(conflict.actualStatus);
      expect(stringOf(conflict.seenState, 'status')).not.toBe(conflict.actualStatus);
    }
  });
});
