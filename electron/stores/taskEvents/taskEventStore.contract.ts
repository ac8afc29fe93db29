import { describe, expect, it } from 'vitest';
import { attributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { AT, event, NEVER, type OpenTaskEventStore } from './taskEventStoreUnderTest.fixture.ts';

/** Ids that would break a store that builds keys or expressions carelessly. */
const HOSTILE_IDS = [
  'a#b#EVENT#0001',
  'META',
  '日本語🦊',
  '\u202Eright-to-left',
  '__proto__',
  ' " \\ \u0000 \n',
  'x'.repeat(2043),
];

/** The suite that every task event store passes: conditions, idempotence, ids, what it refuses (CONTRACTS 1). */
export function taskEventStoreContract(name: string, open: OpenTaskEventStore): void {
  describe(`task event store: ${name}`, () => {
    it('appends events and gives them back whole, in order', async () => {
      const { store } = await open();
      const full = event('TaskCreated', {
        data: attributeMap([
          ['title', { S: 'one' }],
          ['amount', { N: '12345678901234567890.123456789012345678' }],
          ['__proto__', { M: { constructor: { SS: ['a', 'b'] } } }],
          ['blob', { B: 'AAECAw==' }],
        ]),
        actor: 'ann',
        correlationId: 'c-1',
        causationId: 'c-0',
        idempotencyKey: 'k',
      });
      expect(await store.appendEvent('t', full, 1)).toEqual({ ...full, seq: 1, key: 'EVENT#0001' });
      await store.appendEvent('t', event('TaskStarted'), 2);
      await store.appendEvent('other', event('TaskCreated'), 1);
      const { events, undecodable } = await store.getTaskEvents('t');
      expect(events).toEqual([
        { ...full, seq: 1, key: 'EVENT#0001' },
        { ...event('TaskStarted'), seq: 2, key: 'EVENT#0002' },
      ]);
      expect(undecodable).toEqual([]);
      expect(Object.keys(events[0]?.data ?? {})).toContain('__proto__');
      expect(await store.getTaskEvents('nobody')).toEqual({ events: [], undecodable: [] });
    });

    it('tells a taken sequence as OptimisticConflict', async () => {
      const { store } = await open();
      await store.appendEvent('t', event('TaskCreated'), 1);
      const error = await errorOf(store.appendEvent('t', event('TaskStarted'), 1));
      expect(error).toMatchObject({ code: 'OptimisticConflict', details: { taskId: 't', expectedSeq: 1 } });
      expect((await store.getTaskEvents('t')).events.map((entry) => entry.type)).toEqual(['TaskCreated']);
    });

    it('lets exactly one of twenty concurrent appends win', async () => {
      const { store } = await open();
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          store.appendEvent('race', event('TaskCreated', { actor: `w${index}` }), 1),
        ),
      );
      const lost = results.flatMap((result): readonly unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      );
      expect(lost).toHaveLength(19);
      for (const error of lost) expect(error).toMatchObject({ code: 'OptimisticConflict' });
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      expect((await store.getTaskEvents('race')).events).toMatchObject([{ actor: `w${winner}` }]);
    });

    it('does a write with the same id once, however often it is made', async () => {
      const { store } = await open();
      const options = { writeId: 'again' };
      for (let time = 0; time < 3; time += 1) {
        await store.appendEvent('t', event('TaskCreated'), 1, options);
        await store.createTask('u', event('TaskCreated'), { status: { S: 'pending' } }, options);
        await store.updateTaskStatus('u', 'running', 'pending', { writeId: 'status' });
        await store.appendAndProject(
          'v',
          event('TaskCreated'),
          1,
          { expectedStatus: undefined, fields: { status: { S: 'pending' } } },
          options,
        );
      }
      for (const task of ['t', 'u', 'v']) {
        expect((await store.getTaskEvents(task)).events).toHaveLength(1);
      }
      expect((await store.getProjection('u'))?.fields['status']).toEqual({ S: 'running' });
    });

    it('changes a status only from the expected one', async () => {
      const { store } = await open();
      await store.createTask('t', event('TaskCreated'), {
        status: { S: 'pending' },
        title: { S: 'kept' },
        updated_at: { S: AT },
      });
      await store.updateTaskStatus('t', 'running', 'pending');
      expect((await store.getTaskEvents('t')).events).toHaveLength(1);
      const projection = await store.getProjection('t');
      expect(projection?.fields).toMatchObject({ status: { S: 'running' }, title: { S: 'kept' } });
      expect(projection?.fields['updated_at']).not.toEqual({ S: AT });
      expect(Object.keys(projection?.fields ?? {}).sort()).toEqual(['status', 'title', 'updated_at']);
      expect(await errorOf(store.updateTaskStatus('t', 'failed', 'pending'))).toMatchObject({
        code: 'StatusConflict',
        details: { taskId: 't', expected: 'pending', actual: 'running' },
      });
      expect(await errorOf(store.updateTaskStatus('absent', 'failed', 'pending'))).toMatchObject({
        code: 'StatusConflict',
        details: { expected: 'pending', actual: 'unknown' },
      });
      expect(await store.getProjection('absent')).toBeUndefined();
    });

    it('creates a task once: event and projection together', async () => {
      const { store } = await open();
      await store.createTask('t', event('TaskCreated'), { status: { S: 'pending' } });
      const error = await errorOf(store.createTask('t', event('TaskCreated'), { status: { S: 'failed' } }));
      expect(error).toMatchObject({ code: 'TaskExists', details: { taskId: 't' } });
      await store.appendEvent('half', event('TaskCreated'), 1);
      expect(
        (await errorOf(store.createTask('half', event('TaskCreated'), { status: { S: 'x' } }))).code,
      ).toBe('TaskExists');
      expect(await store.getProjection('half')).toBeUndefined();
      expect((await store.getProjection('t'))?.fields).toEqual({ status: { S: 'pending' } });
    });

    it('appends and projects together, and tells which condition failed', async () => {
      const { store } = await open();
      const hostile = attributeMap([
        ['status', { S: 'running' }],
        ['__proto__', { S: 'p' }],
        ['#s', { N: '1' }],
        ['a.b[0]', { L: [] }],
      ]);
      await store.createTask('t', event('TaskCreated'), { status: { S: 'pending' }, title: { S: 'kept' } });
      const change = { expectedStatus: 'pending', fields: hostile };
      await store.appendAndProject('t', event('TaskStarted'), 2, change);
      const fields = (await store.getProjection('t'))?.fields ?? {};
      expect(new Map(Object.entries(fields))).toEqual(
        new Map(Object.entries(attributeMap([['title', { S: 'kept' }], ...Object.entries(hostile)]))),
      );
      expect(await errorOf(store.appendAndProject('t', event('TaskFailed'), 3, change))).toMatchObject({
        code: 'StatusConflict',
        details: { expected: 'pending', actual: 'running' },
      });
      const right = { expectedStatus: 'running', fields: { status: { S: 'failed' } } };
      expect(await errorOf(store.appendAndProject('t', event('TaskFailed'), 2, right))).toMatchObject({
        code: 'OptimisticConflict',
        details: { taskId: 't', expectedSeq: 2 },
      });
      expect((await errorOf(store.appendAndProject('t', event('TaskFailed'), 2, change))).code).toBe(
        'OptimisticConflict',
      );
      const fresh = { expectedStatus: undefined, fields: { status: { S: 'x' } } };
      expect((await errorOf(store.appendAndProject('t', event('TaskFailed'), 3, fresh))).code).toBe(
        'StatusConflict',
      );
      expect((await store.getTaskEvents('t')).events).toHaveLength(2);
      expect((await store.getProjection('t'))?.fields['status']).toEqual({ S: 'running' });
    });

    it.each(HOSTILE_IDS)('keeps task id %j apart from every other', async (taskId) => {
      const { store } = await open();
      await store.createTask(taskId, event('TaskCreated', { actor: taskId }), { status: { S: 'pending' } });
      await store.createTask('a', event('TaskCreated'), { status: { S: 'pending' } });
      expect((await store.getTaskEvents(taskId)).events).toMatchObject([{ actor: taskId }]);
      expect((await store.readHead(taskId)).lastSeq).toBe(1);
      const found: TaskItem[] = [];
      await store.readTable({ signal: NEVER, onItems: (items) => void found.push(...items) });
      expect(found.filter((item) => 'taskId' in item && item.taskId === taskId)).toHaveLength(2);
    });

    it('rejects what could not be stored as said', async () => {
      const { store } = await open();
      const fields = { status: { S: 'pending' } };
      for (const work of [
        store.appendEvent('', event('TaskCreated'), 1),
        store.appendEvent('x'.repeat(3000), event('TaskCreated'), 1),
        store.appendEvent('t', event('TaskCreated'), 0),
        store.appendEvent('t', event('TaskCreated'), 1.5),
        store.appendEvent('t', event(''), 1),
        store.createTask('t', event('TaskCreated'), { ...fields, PK: { S: 'TASK#other' } }),
        store.createTask('t', event('TaskCreated'), { ...fields, write_id: { S: 'w' } }),
      ]) {
        expect((await errorOf(work)).code).toBe('InvalidInput');
      }
      expect((await store.getTaskEvents('t')).events).toEqual([]);
    });

    it('ends with Cancelled when its signal is aborted', async () => {
      const { store } = await open();
      await store.appendEvent('t', event('TaskCreated'), 1);
      const stop = new AbortController();
      stop.abort();
      const { signal } = stop;
      for (const work of [
        store.appendEvent('t', event('TaskStarted'), 2, { signal }),
        store.getTaskEvents('t', { signal }),
        store.readTask('t', { signal, onItems: () => undefined }),
        store.readTable({ signal, onItems: () => undefined }),
      ]) {
        expect((await errorOf(work)).code).toBe('Cancelled');
      }
      expect((await store.getTaskEvents('t')).events).toHaveLength(1);
    });
  });
}
