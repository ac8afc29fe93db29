import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost } from '../../testing/faultProxy/faults.ts';
import { codeOf, openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { dynamoTaskEventStore } from './dynamoTaskEventStore.ts';
import type { TaskEventStore } from './taskEventStore.ts';

const event: NewTaskEvent = { type: 'TaskCreated', at: '2026-01-02T03:04:05Z' };
const fields = { status: { S: 'pending' } };

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let store: TaskEventStore;
  let other: TaskEventStore;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy } = ways);
    const table = `tasks-${randomUUID()}`;
    await ways.straight.createTable({ ...TASK_TABLE, table });
    store = dynamoTaskEventStore(ways.through(), { table });
    other = dynamoTaskEventStore(ways.straight, { table });
  });
  afterEach(() => ways.close());

  it.each(BREAKAGES)('an append whose first answer is lost (%s) succeeds', async (how) => {
    proxy.script('PutItem', lost(how), 'pass');
    expect(await codeOf(store.appendEvent('t', event, 1))).toBe('done');
    expect((await other.getTaskEvents('t')).events).toHaveLength(1);
  });

  it.each(BREAKAGES)('an append whose every answer is lost (%s) is settled by reading back', async (how) => {
    proxy.script('PutItem', lost(how));
    expect(await codeOf(store.appendEvent('t', event, 1))).toBe('done');
    expect(await codeOf(other.appendEvent('t', event, 1))).toBe('OptimisticConflict');
  });

  it.each(BREAKAGES)('a real conflict whose answers are lost (%s) is still a conflict', async (how) => {
    await other.appendEvent('t', { ...event, actor: 'other' }, 1);
    proxy.script('PutItem', lost(how));
    expect(await codeOf(store.appendEvent('t', event, 1))).toBe('OptimisticConflict');
    expect((await other.getTaskEvents('t')).events).toMatchObject([{ actor: 'other' }]);
  });

  it('an append that cannot be read back either is unknown, and can be made again with its id', async () => {
    proxy.script('PutItem', lost('reset'));
    proxy.script('GetItem', lost('reset'));
    const options = { writeId: 'mine' };
    expect(await codeOf(store.appendEvent('t', event, 1, options))).toBe('WriteOutcomeUnknown');
    proxy.script('PutItem', 'pass');
    expect(await codeOf(store.appendEvent('t', event, 1, options))).toBe('done');
    expect((await other.getTaskEvents('t')).events).toHaveLength(1);
  });

  it.each(BREAKAGES)('a status change whose answers are lost (%s) succeeds, once or always', async (how) => {
    await other.createTask('t', event, fields);
    proxy.script('UpdateItem', lost(how), 'pass');
    expect(await codeOf(store.updateTaskStatus('t', 'running', 'pending'))).toBe('done');
    proxy.script('UpdateItem', lost(how));
    expect(await codeOf(store.updateTaskStatus('t', 'failed', 'running'))).toBe('done');
    expect((await other.getProjection('t'))?.fields['status']).toEqual({ S: 'failed' });
  });

  it('a status change that a third writer covered meanwhile is unknown, never a conflict', async () => {
    await other.createTask('t', event, fields);
    proxy.script('UpdateItem', lost('reset'), 'pass');
    proxy.meanwhile('UpdateItem', () => other.updateTaskStatus('t', 'failed', 'running'));
    expect(await codeOf(store.updateTaskStatus('t', 'running', 'pending'))).toBe('WriteOutcomeUnknown');
  });

  it('a covered status change is decided by the log when it names its event: applied', async () => {
    await other.createTask('t', event, fields);
    await store.appendEvent('t', { ...event, type: 'TaskStarted' }, 2, { writeId: 'ours' });
    proxy.script('UpdateItem', lost('reset'), 'pass');
    proxy.meanwhile('UpdateItem', async () => {
      const change = { expectedStatus: 'running', fields: { status: { S: 'failed' } } };
      await other.appendAndProject('t', { ...event, type: 'TaskFailed' }, 3, change);
    });
    const change = store.updateTaskStatus('t', 'running', 'pending', { writeId: 'ours' });
    expect(await codeOf(change)).toBe('done');
    expect((await other.getProjection('t'))?.fields['status']).toEqual({ S: 'failed' });
  });

  it('a refused status change, its refusal lost, is decided by the log: a conflict', async () => {
    await other.createTask('t', event, { status: { S: 'failed' } });
    await store.appendEvent('t', { ...event, type: 'TaskCancelled' }, 2, { writeId: 'ours' });
    const retry = { expectedStatus: 'failed', fields: { status: { S: 'retrying' } } };
    await other.appendAndProject('t', { ...event, type: 'TaskRetryScheduled' }, 3, retry);
    for (const steps of [[lost('reset'), 'pass'], [lost('reset')]] as const) {
      proxy.script('UpdateItem', ...steps);
      const change = store.updateTaskStatus('t', 'cancelled', 'failed', { writeId: 'ours' });
      expect(await codeOf(change)).toBe('StatusConflict');
    }
  });

  it('a covered status change stays unknown when the log cannot be read', async () => {
    await other.createTask('t', event, fields);
    await store.appendEvent('t', { ...event, type: 'TaskStarted' }, 2, { writeId: 'ours' });
    proxy.script('UpdateItem', lost('reset'), 'pass');
    proxy.script('Query', lost('reset'));
    proxy.meanwhile('UpdateItem', () => other.updateTaskStatus('t', 'failed', 'running'));
    const change = store.updateTaskStatus('t', 'running', 'pending', { writeId: 'ours' });
    expect(await codeOf(change)).toBe('WriteOutcomeUnknown');
  });

  it('a status change of unknown outcome that is made again is no conflict by another status alone', async () => {
    await other.createTask('t', event, fields);
    proxy.script(['UpdateItem', 'GetItem'], lost('reset'));
    const change = () => store.updateTaskStatus('t', 'running', 'pending', { writeId: 'ours' });
    expect(await codeOf(change())).toBe('WriteOutcomeUnknown');
    proxy.script(['UpdateItem', 'GetItem'], 'pass');
    await other.updateTaskStatus('t', 'failed', 'running');
    const again = store.updateTaskStatus('t', 'running', 'pending', { writeId: 'ours', again: true });
    expect(await codeOf(again)).toBe('WriteOutcomeUnknown');
  });

  it('a status change sent once and refused is a conflict', async () => {
    await other.createTask('t', event, fields);
    expect(await codeOf(store.updateTaskStatus('t', 'failed', 'running'))).toBe('StatusConflict');
    expect(proxy.count('UpdateItem')).toBe(1);
  });

  it.each(BREAKAGES)('a transaction whose answers are lost (%s) succeeds, once or always', async (how) => {
    proxy.script('TransactWriteItems', lost(how), 'pass');
    expect(await codeOf(store.createTask('t', event, fields))).toBe('done');
    proxy.script('TransactWriteItems', lost(how));
    const change = { expectedStatus: 'pending', fields: { status: { S: 'running' } } };
    expect(await codeOf(store.appendAndProject('t', event, 2, change))).toBe('done');
    expect((await other.getTaskEvents('t')).events).toHaveLength(2);
    expect((await other.getProjection('t'))?.fields['status']).toEqual({ S: 'running' });
  });

  it('a dead server is Unreachable, not unknown: nothing was sent', async () => {
    await proxy.close();
    expect(await codeOf(store.appendEvent('t', event, 1))).toBe('Unreachable');
    expect(await codeOf(store.createTask('t', event, fields))).toBe('Unreachable');
    expect(await codeOf(store.updateTaskStatus('t', 'running', 'pending'))).toBe('Unreachable');
    expect(await codeOf(store.getTaskEvents('t'))).toBe('Unreachable');
  });

  it('a write cancelled in flight tells what became of it', async () => {
    proxy.script('PutItem', lost('hang'));
    const stop = new AbortController();
    proxy.meanwhile('PutItem', () => {
      stop.abort();
      return Promise.resolve();
    });
    expect(await codeOf(store.appendEvent('t', event, 1, { signal: stop.signal }))).toBe('done');
  });
});
