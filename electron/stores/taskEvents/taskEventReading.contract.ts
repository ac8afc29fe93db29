import { describe, expect, it } from 'vitest';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { taskPages } from '../../worker/taskPages.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { eventKey, keyOf } from './keys.ts';
import { encodeEvent, encodeProjection } from './taskItems.ts';
import {
  AT,
  event,
  NEVER,
  readAll,
  readPages,
  type OpenTaskEventStore,
} from './taskEventStoreUnderTest.fixture.ts';

/** The suite of reading that every task event store passes: order, ends, pages, whole tables, tolerance (CONTRACTS 1). */
export function taskEventReadingContract(name: string, open: OpenTaskEventStore): void {
  describe(`reading task events: ${name}`, () => {
    it('reads a history larger than a page, every event once, in order', async () => {
      const { store, putRaw } = await open();
      const data = { text: { S: 'x'.repeat(30_000) } };
      const items = Array.from({ length: 90 }, (_, index) =>
        encodeEvent('big', eventKey(index + 1), event('TaskProgressed', { data }), 'w'),
      );
      await putRaw(items.reverse());
      const { events } = await store.getTaskEvents('big');
      expect(events.map((entry) => entry.seq)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
      const seen = await readAll(store, 'big', 5);
      expect(seen.filter((item) => item.kind === 'event')).toHaveLength(95);
    });

    it('orders by number beyond the padding, and finds the head and the tail there', async () => {
      const { store, putRaw } = await open();
      const numbers = Array.from({ length: 350 }, (_, index) => 9_800 + index);
      const put = (seq: number) => encodeEvent('wide', eventKey(seq), event('TaskProgressed'), 'w');
      await putRaw([1, 2, 3, ...numbers].map(put));
      const { events } = await store.getTaskEvents('wide');
      expect(events.map((entry) => entry.seq)).toEqual([1, 2, 3, ...numbers]);
      expect((await store.readHead('wide')).lastSeq).toBe(10_149);
      const [tail] = await readPages(store, 'wide', 3);
      expect(tail?.map((item) => (item.kind === 'event' ? item.event.seq : 0)).sort()).toEqual([
        10_147, 10_148, 10_149,
      ]);
      const after = await store.readEventsAfter('wide', 9_990);
      expect(after.map((item) => (item.kind === 'event' ? item.event.seq : 0)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 159 }, (_, index) => 9_991 + index),
      );
      expect(await store.readEventsAfter('wide', 10_147)).toHaveLength(2);
      await store.appendEvent('wide', event('TaskSucceeded'), 10_150);
      expect((await store.readHead('wide')).lastSeq).toBe(10_150);
      expect((await errorOf(store.appendEvent('wide', event('TaskSucceeded'), 10_150))).code).toBe(
        'OptimisticConflict',
      );
    });

    it('finds the head by the projection when a gap hides wide keys', async () => {
      const { store, putRaw } = await open();
      await putRaw([
        encodeEvent('gap', eventKey(9), event('TaskProgressed'), 'w'),
        encodeEvent('gap', eventKey(12_000), event('TaskProgressed'), 'w'),
        { ...keyOf('gap', 'META'), status: { S: 'running' }, last_seq: { N: '11999' } },
      ]);
      expect((await store.readHead('gap')).lastSeq).toBe(12_000);
    });

    it('keeps undecodable items beside the events, with a reason', async () => {
      const { store, putRaw } = await open();
      await store.appendEvent('t', event('TaskCreated'), 1);
      await putRaw([
        keyOf('t', 'EVENT#0002'),
        { ...keyOf('t', 'EVENT#0003'), event: { S: '{"type":"TaskStarted"}' } },
        { ...keyOf('t', 'EVENT#0006'), event: { M: { type: { N: '1' }, at: { S: AT } } } },
        { ...keyOf('t', 'EVENT#zzz'), event: { M: { type: { S: 'x' }, at: { S: AT } } } },
        { ...keyOf('t', 'EVENT#0000'), event: { M: { type: { S: 'x' }, at: { S: AT } } } },
        {
          ...keyOf('t', 'EVENT#00005'),
          event: { M: { type: { S: 'odd' }, at: { S: AT }, more: { NULL: true } } },
        },
        keyOf('t', 'SOMETHING'),
      ]);
      const { events, undecodable } = await store.getTaskEvents('t');
      expect(events.map((entry) => [entry.seq, entry.key])).toEqual([
        [1, 'EVENT#0001'],
        [5, 'EVENT#00005'],
      ]);
      expect(undecodable.map((entry) => entry.key)).toEqual([
        'EVENT#0002',
        'EVENT#0003',
        'EVENT#0006',
        'EVENT#0000',
        'EVENT#zzz',
      ]);
      for (const entry of undecodable) expect(entry.reason).toMatch(/^it/);
      // A number that an unreadable item holds is taken all the same.
      expect((await store.readHead('t')).lastSeq).toBe(6);
      const kinds = (await readAll(store, 't', 0)).map((item) => item.kind).sort();
      expect(kinds.filter((kind) => kind === 'bystander')).toHaveLength(1);
      expect(kinds).toHaveLength(8);
    });

    it('hands over a task tail first, then its projection, then everything', async () => {
      const { store, putRaw } = await open();
      await store.createTask('t', event('TaskCreated'), { status: { S: 'pending' } });
      await putRaw(
        Array.from({ length: 40 }, (_, index) =>
          encodeEvent('t', eventKey(index + 2), event('TaskProgressed'), 'w'),
        ),
      );
      const pages = await readPages(store, 't', 10);
      expect(
        pages[0]?.map((item) => (item.kind === 'event' ? item.event.seq : 0)).sort((a, b) => a - b),
      ).toEqual(Array.from({ length: 10 }, (_, index) => 32 + index));
      expect(pages[1]).toMatchObject([{ kind: 'projection' }]);
      const rest = pages.slice(2).flat();
      expect(rest.filter((item) => item.kind === 'event')).toHaveLength(41);
    });

    it('finds the end of a task, however wide its numbers are', async () => {
      const { store, putRaw } = await open();
      expect(await store.readTail('none', 5)).toEqual({
        head: { lastSeq: 0, projection: undefined },
        items: [],
      });
      const numbers = [
        ...Array.from({ length: 30 }, (_, index) => index + 1),
        9_999,
        10_000,
        120_000,
        120_001,
      ];
      const meta = (task: string, last_seq: string) =>
        encodeProjection(task, { status: { S: 'running' }, last_seq: { N: last_seq } }, 'w');
      for (const task of ['short', 'wide', 'behind', 'odd', 'bare']) {
        const upTo = task === 'short' ? 30 : Number.POSITIVE_INFINITY;
        await putRaw(
          numbers
            .filter((seq) => seq <= upTo)
            .map((seq) => encodeEvent(task, eventKey(seq), event('TaskProgressed'), 'w')),
        );
      }
      // Right, some events behind, and of no use.
      await putRaw([
        meta('short', '30'),
        meta('wide', '120001'),
        meta('behind', '119999'),
        meta('odd', '7e99'),
      ]);
      const end = async (task: string): Promise<readonly unknown[]> => {
        const { head, items } = await store.readTail(task, 10);
        const seqs = items.flatMap((item) => (item.kind === 'event' ? [item.event.seq] : []));
        return [head.lastSeq, Math.max(...seqs), seqs.includes(head.lastSeq)];
      };
      expect(await end('short')).toEqual([30, 30, true]);
      expect(await end('wide')).toEqual([120_001, 120_001, true]);
      expect(await end('behind')).toEqual([120_001, 120_001, true]);
      expect((await store.readTail('wide', 10)).head.projection?.fields['status']).toEqual({ S: 'running' });
    });

    it('finds the last events where numbers get one digit more, and others sort among them', async () => {
      const { store, putRaw } = await open();
      const run = (from: number, to: number): readonly number[] =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index);
      const end = run(99_940, 100_010);
      const tailOf = async (task: string, others: readonly number[]): Promise<readonly number[]> => {
        await putRaw(
          [...others, ...end].map((seq) => encodeEvent(task, eventKey(seq), event('TaskProgressed'), 'w')),
        );
        await putRaw([encodeProjection(task, { last_seq: { N: '100010' } }, 'w')]);
        const { head, items } = await store.readTail(task, 48);
        const seqs = items.flatMap((item) => (item.kind === 'event' ? [item.event.seq] : []));
        return [head.lastSeq, ...seqs.sort((a, b) => b - a).slice(0, 48)];
      };
      expect(await tailOf('narrow', run(9_990, 10_010))).toEqual([
        100_010,
        ...[...run(99_963, 100_010)].reverse(),
      ]);
      const wide = run(1_000_000, 1_000_150);
      expect(await tailOf('far ahead', wide)).toEqual([1_000_150, ...[...wide].reverse().slice(0, 48)]);
    });

    it('hands over everything as pages too, in however many ranges', async () => {
      const { store, putRaw } = await open();
      const keys = [
        'EVENT#',
        'EVENT#0',
        'EVENT#00012',
        'EVENT#9',
        'EVENT#99999999999',
        'EVENT#é',
        'EVENT$',
        'A',
        'z',
      ];
      const numbers = [1, 2, 9, 10, 999, 1_000, 4_999, 5_000, 9_999, 10_000, 49_999, 50_000, 99_999, 100_000];
      const items = [...keys, ...numbers.map(eventKey)].map((key) =>
        encodeEvent('t', key, event('TaskProgressed', { actor: key }), 'w'),
      );
      await putRaw([...items, encodeProjection('t', { status: { S: 'pending' } }, 'w')]);
      for (const lastSeq of [0, 14, 2_001, 9_999, 30_000, 100_000]) {
        const seen = new Set<string>();
        const take = (found: readonly TaskItem[]): void => {
          for (const item of found) seen.add(JSON.stringify(item));
        };
        await store.readTask('t', {
          signal: NEVER,
          tailFirst: 0,
          lastSeq,
          onItems: take,
          onPage(page) {
            const places = taskPages.index(page);
            for (let at = 0; at < places.length; at += 2) {
              take(taskPages.read(page, places[at] ?? 0, places[at + 1] ?? 0));
            }
          },
        });
        const whole = new Set((await readAll(store, 't', 0)).map((item) => JSON.stringify(item)));
        expect(seen).toEqual(whole);
        expect(seen.size).toBeGreaterThan(20);
      }
    });

    it('hands over a whole table, each item once, a task in one piece', async () => {
      const { store, putRaw } = await open();
      const items = Array.from({ length: 300 }, (_, task) =>
        [1, 2, 3, 4].map((seq) => encodeEvent(`task-${task}`, eventKey(seq), event('TaskProgressed'), 'w')),
      ).flat();
      await putRaw([...items, { PK: { S: 'DLQ#main' }, SK: { S: 'x' } }]);
      const order = new Map<number, string[]>();
      let count = 0;
      await store.readTable({
        signal: NEVER,
        onItems: async (page, progress) => {
          await Promise.resolve();
          count += page.length;
          expect(progress.items).toBe(count);
          const line = order.get(progress.segment) ?? [];
          order.set(progress.segment, line);
          for (const item of page) {
            if (item.kind === 'event' && line.at(-1) !== item.taskId) line.push(item.taskId);
          }
        },
      });
      expect(count).toBe(1201);
      const runs = [...order.values()].flat();
      expect(runs).toHaveLength(300);
      expect(new Set(runs).size).toBe(300);
    });
  });
}
