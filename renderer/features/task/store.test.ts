import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { createFakeClock, createFakeHost, summaryOf } from './fakeTask.ts';
import { selectConflicts } from './selectors.ts';
import { createTaskStore } from './store.ts';
import { whenShown } from './whenShown.ts';

const REF = { connection: 'local', table: 'tasks', task: 'ord-1' };
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function open(last: number, seq?: number) {
  const host = createFakeHost(last);
  const clock = createFakeClock();
  const store = createTaskStore({ client: host.client, clock }, REF, seq);
  stops.push(store.getState().actions.start());
  return { host, clock, store, actions: store.getState().actions };
}

const conflict = (id: string): Conflict => ({
  id,
  at: '2026-03-11T09:00:00Z',
  table: 'tasks',
  taskId: 'ord-1',
  evidence: 'recorded',
  attempt: { kind: 'append', expectedSeq: 18, event: { type: 'TaskFailed', at: '2026-03-11T09:00:00Z' } },
  seenState: {},
  actualState: {},
  actualSeq: 18,
});

describe('position', () => {
  test('begins at the last event and follows the tail', async () => {
    const { host, store } = open(18);
    host.progress({});
    await settled();
    expect(store.getState().selected).toBe(18);
    host.summary = summaryOf(19);
    host.progress({ lastSeq: 19 });
    await settled();
    expect(store.getState().selected).toBe(19);
    expect(store.getState().shown?.seq).toBe(19);
  });

  test('stays where the reader went when events are appended', async () => {
    const { host, store, actions } = open(18);
    host.progress({});
    await settled();
    actions.select(5);
    host.summary = summaryOf(19);
    host.progress({ lastSeq: 19 });
    await settled();
    expect(store.getState().selected).toBe(5);
  });

  test('an event that is not there is told of, with the one shown instead', async () => {
    const { host, store, actions } = open(18, 40);
    host.progress({});
    await settled();
    expect(store.getState()).toMatchObject({ selected: 18, missed: { asked: 40, shown: 18 } });
    actions.goTo(5);
    expect(store.getState()).toMatchObject({ selected: 5, missed: undefined });
    actions.goTo(19);
    expect(store.getState()).toMatchObject({ selected: 18, missed: { asked: 19, shown: 18 } });
  });

  test('the event of the address waits for reading to reach it', async () => {
    const { host, store } = open(18, 12);
    host.summary = summaryOf(4, { complete: false });
    host.progress({ phase: 'reading', lastSeq: 4 });
    await settled();
    expect(store.getState().selected).toBe(12);
    host.summary = summaryOf(18, { firstSeq: 16, events: 3, complete: false });
    host.progress({ phase: 'reading' });
    await settled();
    expect(store.getState().selected).toBe(12);
    host.summary = summaryOf(18);
    host.progress({});
    await settled();
    expect([store.getState().selected, store.getState().follows]).toEqual([12, false]);
  });

  test('the first event is gone to at once, and earlier ones as reading reaches them', async () => {
    const { host, store, actions } = open(18);
    host.summary = summaryOf(18, { firstSeq: 12, events: 7, complete: false });
    host.progress({ phase: 'reading' });
    await settled();
    actions.toEnd('first');
    expect([store.getState().selected, store.getState().follows]).toEqual([12, false]);
    host.summary = summaryOf(18, { firstSeq: 4, events: 15, complete: false });
    host.progress({ phase: 'reading' });
    await settled();
    expect(store.getState().selected).toBe(4);
    host.summary = summaryOf(18);
    host.progress({});
    await settled();
    expect([store.getState().selected, store.getState().leads]).toEqual([1, false]);
  });

  test('an event that was pressed while it was the first known stays selected', async () => {
    const { host, store, actions } = open(18);
    host.summary = summaryOf(18, { firstSeq: 12, events: 7, complete: false });
    host.progress({ phase: 'reading' });
    await settled();
    actions.toEnd('first');
    actions.select(12);
    host.summary = summaryOf(18);
    host.progress({});
    await settled();
    expect(store.getState().selected).toBe(12);
  });

  test('an event that came after the sequences were told is selected all the same', async () => {
    const { host, store, actions } = open(18);
    host.summary = summaryOf(18, { firstSeq: 12, events: 7, complete: false });
    host.progress({ phase: 'reading' });
    await settled();
    actions.select(3);
    expect(store.getState().selected).toBe(3);
  });

  test('steps over a gap and stays within the stream', async () => {
    const { host, store, actions } = open(18);
    host.timeline = { ...host.timeline, gaps: [{ x: 0.5, from: 7, to: 9 }] };
    host.progress({});
    await settled();
    actions.select(6);
    actions.step(1);
    expect(store.getState().selected).toBe(10);
    actions.step(-1);
    expect(store.getState().selected).toBe(6);
    actions.step(100);
    expect([store.getState().selected, store.getState().follows]).toEqual([18, true]);
  });
});

describe('asking the host', () => {
  test('a drag over many events asks for the first and the last of them only', async () => {
    const { host, store, actions } = open(1000);
    host.progress({});
    await settled();
    host.stateAtOnce = false;
    host.asked.length = 0;
    for (let seq = 900; seq > 100; seq--) actions.select(seq);
    await settled();
    expect(host.asked).toEqual(['state 900']);
    host.answerState();
    await settled();
    expect(host.asked).toEqual(['state 900', 'state 101']);
    host.answerState();
    await settled();
    expect(store.getState().shown?.seq).toBe(101);
  });

  test('what is done with the selected event waits for it, and for no other', async () => {
    const { host, store, actions } = open(18);
    host.progress({});
    await settled();
    const done: number[] = [];
    const act = (): void => whenShown(store, ({ seq }) => done.push(seq));
    act();
    expect(done).toEqual([18]);
    host.stateAtOnce = false;
    actions.select(5);
    act();
    await settled();
    expect(done).toEqual([18]);
    host.answerState();
    await settled();
    expect(done).toEqual([18, 5]);
    actions.select(7);
    act();
    actions.select(9);
    host.answerState();
    await settled();
    host.answerState();
    await settled();
    expect(store.getState().shown?.seq).toBe(9);
    expect(done).toEqual([18, 5]);
  });

  test('going back to an event seen before asks nothing, until the stream has changed', async () => {
    const { host, actions } = open(18);
    host.progress({});
    await settled();
    actions.select(5);
    await settled();
    host.asked.length = 0;
    actions.select(18);
    actions.select(5);
    await settled();
    expect(host.asked).toEqual([]);
    host.progress({});
    await settled();
    expect(host.asked).toEqual(['state 5']);
  });

  test('the diff is asked for only where it is looked at, against what was chosen', async () => {
    const { host, actions } = open(18);
    host.progress({});
    await settled();
    expect(host.asked.some((each) => each.startsWith('diff'))).toBe(false);
    actions.show('diff');
    actions.pin(3);
    actions.compareWith('pinned');
    actions.compareWith('stored');
    await settled();
    const diffs = host.asked.filter((each) => each.startsWith('diff'));
    expect(diffs[0]).toBe('diff {"kind":"seq","seq":17} {"kind":"seq","seq":18}');
    expect(diffs.at(-1)).toBe('diff {"kind":"stored"} {"kind":"seq","seq":18}');
  });

  test('letting go of the pin ends the comparison with it', async () => {
    const { store, actions } = open(18);
    actions.pin(3);
    actions.compareWith('pinned');
    actions.pin(undefined);
    await settled();
    expect(store.getState().compare).toBe('previous');
  });
});

describe('losing the host', () => {
  test('opens again by itself, position kept', async () => {
    const { host, clock, store, actions } = open(18);
    host.progress({});
    await settled();
    actions.select(5);
    await settled();
    host.lose();
    await settled();
    expect(store.getState().link.phase).toBe('reopening');
    expect(store.getState().shown?.seq).toBe(5);
    clock.tick();
    host.progress({});
    await settled();
    expect(host.asked.filter((each) => each === 'open')).toHaveLength(2);
    expect([store.getState().link.phase, store.getState().selected]).toEqual(['open', 5]);
  });

  test('waits longer after each failed try', async () => {
    const { host, clock } = open(18);
    const opened = (): number => host.asked.filter((each) => each === 'open').length;
    for (const ticks of [1, 2, 3]) {
      host.lose();
      await settled();
      for (let tick = 1; tick < ticks; tick++) clock.tick();
      const before = opened();
      clock.tick();
      expect(opened()).toBe(before + 1);
    }
  });

  test('does not try again what cannot succeed, but does when asked to', async () => {
    const { host, clock, store, actions } = open(18);
    host.lose(new AppError('AccessDenied', { message: 'no' }));
    await settled();
    clock.tick();
    expect(store.getState().link.phase).toBe('failed');
    actions.reopen();
    host.progress({});
    await settled();
    expect(store.getState().link.phase).toBe('open');
  });

  test('opened anew, it does not tell what fails of the time before', async () => {
    const { host, store, actions } = open(18);
    host.progress({});
    await settled();
    host.stateAtOnce = false;
    const gone = new AppError('NotFound', { message: 'This task is no longer open.' });
    actions.select(5);
    actions.reopen();
    host.answerState(gone);
    await settled();
    expect(store.getState().stateError).toBeUndefined();
    actions.select(6);
    await settled();
    host.progress({});
    host.answerState(gone);
    await settled();
    expect(store.getState().stateError).toBeUndefined();
    host.answerState(gone);
    await settled();
    expect(store.getState().stateError).toBe(gone);
  });

  test('after closing, nothing that still arrives changes anything', async () => {
    const { host, store } = open(18);
    host.progress({});
    await settled();
    stops.splice(0).forEach((stop) => stop());
    const before = store.getState();
    host.progress({ lastSeq: 99 });
    host.lose();
    await settled();
    expect(store.getState()).toBe(before);
  });
});

test('conflicts are listed once and join while the task is open', async () => {
  const host = createFakeHost(18);
  host.conflicts.push(conflict('a'));
  const store = createTaskStore({ client: host.client, clock: createFakeClock() }, REF);
  stops.push(store.getState().actions.start());
  host.meet(conflict('b'));
  await settled();
  host.meet(conflict('a'));
  host.meet(conflict('c'));
  expect(selectConflicts(store.getState()).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

describe('requests', () => {
  test('their records are read with each version, once every event is there, and only when events name any', async () => {
    const { host, store } = open(3);
    host.progress({});
    await settled();
    expect(host.asked).not.toContain('idempotency');
    host.summary = summaryOf(3, { requests: 1, complete: false });
    host.progress({ phase: 'reading' });
    await settled();
    expect(host.asked).not.toContain('idempotency');
    host.summary = summaryOf(4, { requests: 1 });
    host.lane = {
      total: 1,
      requests: [{ key: 'k', state: 'absent', runs: [], runCount: 1, replays: [] }],
    };
    host.progress({ lastSeq: 4 });
    await settled();
    expect(store.getState().lane).toMatchObject({ phase: 'done', value: { total: 1 } });
    store.getState().actions.resize(400);
    await settled();
    expect(host.asked.filter((asked) => asked === 'idempotency')).toHaveLength(1);
    host.summary = summaryOf(5, { requests: 1, version: 2 });
    host.progress({ lastSeq: 5 });
    await settled();
    expect(host.asked.filter((asked) => asked === 'idempotency')).toHaveLength(2);
  });
});
