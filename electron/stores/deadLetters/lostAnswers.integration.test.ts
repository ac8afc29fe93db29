import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost, unheard } from '../../testing/faultProxy/faults.ts';
import { codeOf, openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { dynamoTaskEventStore } from '../taskEvents/dynamoTaskEventStore.ts';
import type { TaskEventStore } from '../taskEvents/taskEventStore.ts';
import type { DeadLetterStore, NewDeadLetter } from './deadLetterStore.ts';
import { dynamoDeadLetterStore } from './dynamoDeadLetterStore.ts';

const at = '2026-01-02T03:04:05.000Z';
const event: NewTaskEvent = { type: 'TaskStarted', at };
const letter: NewDeadLetter = {
  queue: 'main',
  taskId: 't',
  event,
  error: { code: 'TimedOut', message: 'It took too long.' },
  attempts: 3,
  firstFailedAt: at,
  lastFailedAt: at,
};

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers of dead letters', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let store: DeadLetterStore;
  let other: DeadLetterStore;
  let events: TaskEventStore;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy } = ways);
    const table = `tasks-${randomUUID()}`;
    await ways.straight.createTable({ ...TASK_TABLE, table });
    store = dynamoDeadLetterStore(ways.through(), { table });
    other = dynamoDeadLetterStore(ways.straight, { table });
    events = dynamoTaskEventStore(ways.straight, { table });
  });
  afterEach(() => ways.close());

  const lettersOf = async () => (await other.list('main')).letters;
  const eventsOf = async () => (await events.getTaskEvents('t')).events;

  it.each(BREAKAGES)('a move whose answers are lost (%s) is one letter, once or always', async (how) => {
    proxy.script('PutItem', lost(how), 'pass');
    expect(await codeOf(store.move(letter))).toBe('done');
    proxy.script('PutItem', lost(how));
    expect(await codeOf(store.move({ ...letter, attempts: 4, letterId: 'second' }))).toBe('done');
    expect(await codeOf(store.move({ ...letter, attempts: 5, letterId: 'second' }))).toBe('ItemExists');
    expect(await lettersOf()).toHaveLength(2);
  });

  it('a move that cannot be read back either is unknown, and can be made again', async () => {
    proxy.script('PutItem', lost('reset'));
    proxy.script('GetItem', lost('reset'));
    expect(await codeOf(store.move(letter))).toBe('WriteOutcomeUnknown');
    proxy.script('PutItem', 'pass');
    expect(await codeOf(store.move(letter))).toBe('done');
    expect(await lettersOf()).toHaveLength(1);
  });

  it.each(BREAKAGES)('a redrive whose answers are lost (%s) appends once', async (how) => {
    const first = await other.move(letter);
    const second = await other.move({ ...letter, letterId: 'second' });
    proxy.script('TransactWriteItems', lost(how), 'pass');
    expect((await store.redrive(first)).event.seq).toBe(1);
    proxy.script('TransactWriteItems', lost(how));
    expect((await store.redrive(second)).event.seq).toBe(2);
    expect(await eventsOf()).toHaveLength(2);
    expect(await codeOf(store.redrive(first))).toBe('AlreadyRedriven');
  });

  it('a redrive whose answer is lost is ours still when the task has moved on meanwhile', async () => {
    const moved = await other.move(letter);
    proxy.script('TransactWriteItems', lost('reset'), 'pass');
    proxy.meanwhile('TransactWriteItems', async () => {
      await events.appendEvent('t', { ...event, type: 'TaskSucceeded' }, 2);
    });
    expect((await store.redrive(moved)).event.seq).toBe(1);
    expect((await eventsOf()).map(({ type }) => type)).toEqual(['TaskStarted', 'TaskSucceeded']);
  });

  it('a redrive that cannot be read back is unknown; again under its name it is found, not made twice', async () => {
    const moved = await other.move(letter);
    proxy.script('TransactWriteItems', lost('reset'));
    proxy.script('GetItem', 'pass', 'pass', lost('reset'));
    const options = { writeId: 'mine' };
    expect(await codeOf(store.redrive(moved, options))).toBe('WriteOutcomeUnknown');
    proxy.script('GetItem', 'pass');
    proxy.script('TransactWriteItems', 'pass');
    expect((await store.redrive(moved, options)).event.seq).toBe(1);
    expect(await codeOf(store.redrive(moved))).toBe('AlreadyRedriven');
    expect(await eventsOf()).toHaveLength(1);
  });

  it('a lost race whose answer is lost goes on at the new end of the stream', async () => {
    const moved = await other.move(letter);
    proxy.script('TransactWriteItems', lost('reset'), 'pass');
    let faster = 0;
    const prepare = async () => {
      faster += 1;
      if (faster === 1) await events.appendEvent('t', { ...event, type: 'TaskCreated' }, 1);
      return undefined;
    };
    expect((await store.redrive(moved, { prepare })).event.seq).toBe(2);
    expect(faster).toBe(2);
    expect(await eventsOf()).toHaveLength(2);
  });

  it('a letter that another has redriven while our request never arrived is told as such', async () => {
    const moved = await other.move(letter);
    proxy.script('TransactWriteItems', unheard('reset'), 'pass');
    const prepare = async () => {
      await other.redrive(moved);
      return undefined;
    };
    expect(await codeOf(store.redrive(moved, { prepare }))).toBe('AlreadyRedriven');
    expect(await eventsOf()).toHaveLength(1);
  });

  it('a dead server is Unreachable, not unknown: nothing was sent', async () => {
    const moved = await other.move(letter);
    await proxy.close();
    expect(await codeOf(store.move(letter))).toBe('Unreachable');
    expect(await codeOf(store.redrive(moved))).toBe('Unreachable');
    expect(await codeOf(store.queues())).toBe('Unreachable');
    expect(await eventsOf()).toHaveLength(0);
  });
});
