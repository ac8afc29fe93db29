import { afterEach, describe, expect, it } from 'vitest';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { TaskFilter } from '#shared/contract/tasks.ts';
import type { TextQuery } from '#shared/contract/travel.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { attributeMap } from '#shared/model/attributeValue.ts';
import type { ReplayHost, TaskSessionProxy } from './replayHost.ts';
import { eventItem, projectionItem, sampleEvent } from './samples.ts';
import { createTaskIndex } from './taskIndex.ts';
import { createTaskSession } from './createTaskSession.ts';
import { SLOW, slowText } from './travel/slowText.fixture.ts';
import type { Cursor } from './travel/travelSession.ts';

const ALL: EventFilter = { types: [], text: '', regex: false };
const TASKS: TaskFilter = { statuses: [], text: '', onlyFindings: false, order: 'id' };

const items = Array.from({ length: 5000 }, (_, index) =>
  eventItem(
    sampleEvent(index + 1, index === 0 ? 'TaskCreated' : 'TaskAssigned', {
      assignee: { S: `p${index}` },
      nested: { M: attributeMap([['__proto__', { N: '12345678901234567890123456789012345678' }]]) },
    }),
  ),
);

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Asks until the answer is complete: how far one question comes depends on the machine. */
async function whole<T extends { readonly complete: boolean }>(ask: () => T | Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer.complete) return answer;
  }
}

/** Searches to the end: how far one question comes depends on the machine. */
async function searchOn({ search }: TaskSessionProxy, query: TextQuery): Promise<void> {
  let cursor: Cursor | undefined;
  do {
    const answer = await search(query, cursor);
    cursor = answer.kind === 'searched' ? answer.cursor : undefined;
  } while (cursor !== undefined);
}

/** What every replay host must do, whatever thread it works on. */
export function replayHostContract(name: string, open: () => ReplayHost): void {
  describe(name, () => {
    const hosts: ReplayHost[] = [];
    const host = (): ReplayHost => {
      const opened = open();
      hosts.push(opened);
      return opened;
    };
    afterEach(async () => {
      await Promise.all(hosts.splice(0).map((opened) => opened.close()));
    });

    it('answers as a session on this thread does', async () => {
      const session = await host().openTask('t');
      const twin = createTaskSession('t');
      const stored = projectionItem({ status: { S: 'running' } });
      expect(await session.add([...items, stored])).toEqual({
        version: 3,
        events: 5000,
        lastSeq: 5000,
        complete: false,
      });
      for (const part of [items.slice(0, 2000), items.slice(2000, 4000), [...items.slice(4000), stored]])
        twin.add(part);
      expect(await session.complete()).toEqual(twin.complete());
      expect(await session.summary()).toEqual(twin.summary());
      expect(await session.events(ALL, { from: 10, to: 20 })).toEqual(twin.events(ALL, { from: 10, to: 20 }));
      expect(await session.indexOf(ALL, 7)).toEqual(twin.indexOf(ALL, 7));
      expect(await session.timeline(100)).toEqual(twin.timeline(100));
      expect(await session.diff({ kind: 'seq', seq: 1 }, { kind: 'stored' })).toEqual(
        twin.diff({ kind: 'seq', seq: 1 }, { kind: 'stored' }),
      );
      const state = await session.state(7);
      expect(state).toEqual(twin.state(7));
      const nested = state.event?.data?.['nested'];
      expect(nested !== undefined && 'M' in nested && Object.keys(nested.M)).toEqual(['__proto__']);
      expect(await session.seek('2026-03-11T09:00:05Z')).toEqual({ seq: 5 });
      const blamed = await whole(() => session.blame(7));
      expect(blamed).toEqual(await whole(() => twin.blame(7)));
      const path = ['assignee'];
      const history = await whole(() => session.history(path, 10));
      expect(history).toEqual(await whole(() => twin.history(path, 10)));
      expect(await session.fieldChanges(path, { from: 0, to: 3 })).toEqual(
        twin.fieldChanges(path, { from: 0, to: 3 }),
      );
      await session.removeProjection();
      expect(await session.progress()).toMatchObject({ events: 5000 });
      expect(await session.reset()).toMatchObject({ events: 0 });
    });

    it('answers as an index on this thread does', async () => {
      const index = await host().openIndex();
      const twin = createTaskIndex();
      await index.add(0, items);
      twin.add(0, items);
      await index.end();
      twin.end();
      const range = { from: 0, to: 10 };
      expect((await index.range(TASKS, range)).rows).toEqual(twin.range(TASKS, range).rows);
      expect(await index.indexOf(TASKS, 't')).toEqual({ index: 0 });
      expect(await index.find('t', 5)).toEqual(twin.find('t', 5));
      expect(await index.overview('2026-03-12T00:00:00Z')).toEqual(twin.overview('2026-03-12T00:00:00Z'));
      const { data: _data, ...event } = sampleEvent(3, 'TaskAssigned', {}, { causationId: 't@2' });
      expect(await index.causes('t', event)).toEqual(twin.causes('t', event));
      await index.restart();
      await index.end();
      expect(await index.progress()).toMatchObject({ tasks: 0 });
      await index.replaceTask('t', items.slice(0, 1));
      expect(await index.progress()).toMatchObject({ tasks: 1 });
    });

    it('compares two of its sessions, and gives up when one is closed', async () => {
      const opened = host();
      const [a, b] = [await opened.openTask('t'), await opened.openTask('t')];
      await a.add(items);
      await b.add([...items.slice(0, 40), ...items.slice(41)]);
      const sides = [a, b].map(({ number }) => ({ task: number, at: { kind: 'events' as const } }));
      const [left, right] = sides;
      if (left === undefined || right === undefined) throw new Error('Both are open.');
      const summary = await whole(() => opened.comparisons.align(left, right));
      expect(summary.rows).toEqual({ same: 4999, changed: 0, left: 1, right: 0 });
      expect(summary.first).toMatchObject({ row: 40, kind: 'left' });
      const page = await opened.comparisons.compared(left, right, { from: 39, to: 42 });
      expect(page.rows.map(({ kind }) => kind)).toEqual(['same', 'left', 'same']);
      expect(await opened.comparisons.comparedAt(left, right, 40)).toMatchObject({
        leftSeq: 41,
        rightSeq: 40,
      });
      expect(await opened.comparisons.nextDifference(left, right, 40, 'forward')).toEqual({ row: null });
      b.close();
      expect(hasCode(await rejection(opened.comparisons.align(left, right)), 'Cancelled')).toBe(true);
    });

    it('answers questions about other tasks while a slow expression runs, and gives it up at once when asked', async () => {
      const opened = host();
      const [slow, other] = [await opened.openTask('t'), await opened.openTask('t')];
      const data = { note: { S: slowText() } };
      await slow.add(
        items
          .slice(0, 2000)
          .map((item) => (item.kind === 'event' ? { ...item, event: { ...item.event, data } } : item)),
      );
      await other.add(items.slice(0, 20));
      const hostile = { types: [], text: SLOW, regex: true };
      const done: string[] = [];
      const failing = rejection(slow.events(hostile, { from: 0, to: 10 })).then((error) => {
        done.push('slow');
        return error;
      });
      const query = { within: 'events', text: hostile.text, regex: true } as const;
      const searching = rejection(searchOn(slow, query));
      for (let at = 0; at < 5; at += 1) {
        await other.summary();
        await other.events(ALL, { from: 0, to: 20 });
        const { looked, total } = await slow.looked(hostile);
        expect(looked).toBeLessThan(total);
        done.push('other');
      }
      expect(done).toEqual(Array.from({ length: 5 }, () => 'other'));
      expect(hasCode(await failing, 'InvalidInput')).toBe(true);
      expect(hasCode(await searching, 'InvalidInput')).toBe(true);

      const stop = new AbortController();
      const given = rejection(
        slow.events({ ...hostile, text: `${hostile.text}$` }, { from: 0, to: 10 }, stop),
      );
      await slow.progress();
      stop.abort();
      expect(hasCode(await given, 'Cancelled')).toBe(true);
      const found = await slow.events({ ...ALL, text: 'TaskCreated' }, { from: 0, to: 10 });
      expect(found.total).toBe(1);
    });

    it('carries calls out in the order they are made', async () => {
      const session = await host().openTask('t');
      const added = session.add(items);
      const done = session.complete();
      const summary = session.summary();
      expect((await summary).events).toBe(5000);
      expect((await summary).complete).toBe(true);
      await Promise.all([added, done]);
    });

    it('keeps tasks apart', async () => {
      const opened = host();
      const [a, b] = await Promise.all([opened.openTask('t'), opened.openTask('other')]);
      await Promise.all([a.add(items), b.add(items)]);
      expect(await a.progress()).toMatchObject({ events: 5000 });
      expect(await b.progress()).toMatchObject({ events: 0 });
      expect([a.taskId, b.taskId]).toEqual(['t', 'other']);
    });

    it('hands errors over with code and next step', async () => {
      const session = await host().openTask('t');
      await session.add(items.slice(0, 5));
      const error = await rejection(session.events({ ...ALL, text: '(', regex: true }, { from: 0, to: 1 }));
      expect(hasCode(error, 'InvalidInput') && error.nextStep).toContain('regular expressions');
      expect(hasCode(await rejection(session.seek('noon')), 'InvalidInput')).toBe(true);
    });

    it('gives up a call when its signal aborts, and goes on', async () => {
      const session = await host().openTask('t');
      const stop = new AbortController();
      const call = rejection(session.summary({ signal: stop.signal }));
      stop.abort();
      expect(hasCode(await call, 'Cancelled')).toBe(true);
      expect(hasCode(await rejection(session.summary({ signal: stop.signal })), 'Cancelled')).toBe(true);
      expect((await session.summary()).events).toBe(0);
    });

    it('refuses a closed task, a closed host, and closes twice', async () => {
      const opened = host();
      const session = await opened.openTask('t');
      const under = rejection(session.summary());
      session.close();
      session.close();
      expect(hasCode(await under, 'Cancelled')).toBe(true);
      expect(hasCode(await rejection(session.summary()), 'Cancelled')).toBe(true);
      const other = await opened.openTask('t');
      await opened.close();
      await opened.close();
      expect(hasCode(await rejection(other.summary()), 'Cancelled')).toBe(true);
      expect(hasCode(await rejection(opened.openTask('t')), 'Cancelled')).toBe(true);
    });
  });
}
