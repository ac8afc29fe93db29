import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { DeadLetterItem } from '#shared/model/deadLetter.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { eventMap } from '../taskEvents/taskItems.ts';
import type { DeadLetterStore } from './deadLetterStore.ts';
import { letterKey } from './keys.ts';
import { AT, event, letterOf, type OpenLetters } from './lettersUnderTest.fixture.ts';

const idsOf = (items: readonly DeadLetterItem[]): readonly string[] =>
  items.map((item) => (item.kind === 'letter' ? item.letter.letterId : item.corrupt.key));

const everything = async (store: DeadLetterStore): Promise<readonly DeadLetterItem[]> => {
  const found: DeadLetterItem[] = [];
  const { signal } = new AbortController();
  await store.readTable({ signal, onLetters: (letters) => void found.push(...letters) });
  return found;
};

/** Names that would break a store that builds or takes apart keys carelessly. */
const hostileName = fc.oneof(
  fc.constantFrom(
    '#',
    ':',
    'DLQ#',
    'a#b',
    '2026-01-02T03:04:05Z#x',
    '__proto__',
    '日本語🦊',
    '\u202E',
    ' " \\ \n',
  ),
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  fc.constant('x'.repeat(900)),
);

/** The suite that every dead letter store passes: letters moved, listed, counted and read (CONTRACTS 1). */
export function deadLetterStoreContract(name: string, open: OpenLetters): void {
  describe(`dead letter store: ${name}`, () => {
    it('moves a letter and gives it back whole', async () => {
      const { store } = await open();
      const data = attributeMap([
        ['amount', { N: '12345678901234567890.123456789012345678' }],
        ['__proto__', { M: { constructor: { SS: ['a', 'b'] } } }],
        ['blob', { B: 'AAECAw==' }],
      ]);
      const full = letterOf({ event: event('TaskStarted', { data, causationId: 'c', idempotencyKey: 'k' }) });
      const moved = await store.move(full);
      expect(moved).toMatchObject({ ...full, key: '2026-01-02T05:00:00.000Z#l-1' });
      const stored = await store.get(moved);
      expect(stored).toEqual({ kind: 'letter', letter: moved });
      expect(Object.keys(moved.event.data ?? {})).toContain('__proto__');
      expect(await store.get({ queue: 'main', key: 'absent' })).toBeUndefined();
      expect(await store.get({ queue: 'other', key: moved.key })).toBeUndefined();
    });

    it('keeps the same letter moved again as one, and refuses another one of its name', async () => {
      const { store } = await open();
      const [first, second] = await Promise.all([store.move(letterOf()), store.move(letterOf())]);
      expect(second).toEqual(first);
      const nameless = letterOf({ letterId: undefined });
      expect(await store.move(nameless)).toEqual(await store.move(nameless));
      const spelt = letterOf({
        letterId: undefined,
        event: event('X', { data: { n: { N: '1.0' }, a: { S: '' } } }),
      });
      const other = letterOf({
        letterId: undefined,
        event: event('X', { data: { a: { S: '' }, n: { N: '1' } } }),
      });
      expect((await store.move(spelt)).key).toBe((await store.move(other)).key);
      expect((await everything(store)).length).toBe(3);
      const error = await errorOf(store.move(letterOf({ attempts: 4 })));
      expect(error).toMatchObject({ code: 'ItemExists', details: { key: first.key } });
      await store.move(letterOf({ lastFailedAt: '2026-01-02T06:00:00Z' }));
      expect((await everything(store)).length).toBe(4);
    });

    it('is still the same letter after it was redriven', async () => {
      const { store, events } = await open();
      await events.appendEvent('t', event('TaskCreated'), 1);
      await store.redrive(await store.move(letterOf()));
      await store.move(letterOf());
      const [item] = await everything(store);
      expect(item).toMatchObject({ kind: 'letter', letter: { redrivenSeq: 2 } });
    });

    it('refuses what could not be stored, listed or redriven', async () => {
      const { store } = await open();
      for (const wrong of [
        { queue: '' },
        { queue: 'x'.repeat(2045) },
        { letterId: 'x'.repeat(1000) },
        { taskId: '' },
        { expectedSeq: 0 },
        { event: event('') },
        { attempts: 0 },
        { attempts: 1.5 },
        { lastFailedAt: 'yesterday' },
        { firstFailedAt: '' },
      ]) {
        expect((await errorOf(store.move(letterOf(wrong)))).code).toBe('InvalidInput');
      }
      expect(await everything(store)).toEqual([]);
    });

    it('lists a queue in both directions, page by page, with and without what was redriven', async () => {
      const { store, events } = await open();
      await events.appendEvent('t', event('TaskCreated'), 1);
      const moved = [];
      for (let hour = 0; hour < 7; hour += 1) {
        // The offsets make the texts sort otherwise than the times.
        const lastFailedAt = `2026-01-02T${String(10 + hour + (hour % 2)).padStart(2, '0')}:00:00+0${hour % 2}:00`;
        moved.push(await store.move(letterOf({ letterId: `l-${hour}`, lastFailedAt })));
      }
      await store.move(letterOf({ queue: 'main#2' }));
      for (const index of [1, 4]) await store.redrive(moved[index] ?? { queue: '', key: '' });

      const listed = async (options: { readonly newestFirst?: boolean; readonly redriven?: boolean }) => {
        const found: string[] = [];
        let after: string | undefined;
        do {
          const page = await store.list('main', { ...options, limit: 2, after });
          expect(page.letters.length).toBeLessThanOrEqual(2);
          found.push(...idsOf(page.letters));
          after = page.next;
        } while (after !== undefined);
        return found;
      };
      expect(await listed({})).toEqual(['l-0', 'l-1', 'l-2', 'l-3', 'l-4', 'l-5', 'l-6']);
      expect(await listed({ redriven: false })).toEqual(['l-0', 'l-2', 'l-3', 'l-5', 'l-6']);
      expect(await listed({ newestFirst: true, redriven: false })).toEqual([
        'l-6',
        'l-5',
        'l-3',
        'l-2',
        'l-0',
      ]);
      expect(await store.list('nobody')).toEqual({ letters: [], next: undefined });
      expect(await store.queues()).toEqual([
        { queue: 'main', letters: 7, open: 5 },
        { queue: 'main#2', letters: 1, open: 1 },
      ]);
    });

    it('finds the letters of every queue among a table of other things, and tells how far it is', async () => {
      const { store, events } = await open();
      for (let task = 0; task < 30; task += 1) await events.appendEvent(`t${task}`, event('TaskCreated'), 1);
      for (const queue of ['b', 'a', 'DLQ#', 'TASK#t1', '日本']) await store.move(letterOf({ queue }));
      const told: number[] = [];
      const queues = await store.queues({ onProgress: ({ scanned }) => void told.push(scanned) });
      expect(queues.map(({ queue }) => queue)).toEqual(['DLQ#', 'TASK#t1', 'a', 'b', '日本']);
      expect(told.at(-1)).toBe(35);
      expect(await everything(store)).toHaveLength(5);
    });

    it('shows what cannot be redriven, with its reason', async () => {
      const { store, putRaw } = await open();
      const good = { event: { M: eventMap(event('TaskStarted')) }, task_id: { S: 't' } };
      const raw = (key: string, item: AttributeMap): AttributeMap => ({ ...letterKey('odd', key), ...item });
      await putRaw([
        raw('1', { task_id: { S: 't' } }),
        raw('2', { ...good, task_id: { N: '7' } }),
        raw('3', { ...good, event: { S: '{}' } }),
        raw('4', { ...good, event: { M: { type: { S: '' }, at: { S: AT } } } }),
        raw('no time', {
          ...good,
          attempts: { S: 'three' },
          error: { S: 'text' },
          expected_seq: { N: '1.5' },
        }),
      ]);
      const { letters } = await store.list('odd');
      expect(letters.map(({ kind }) => kind)).toEqual(['corrupt', 'corrupt', 'corrupt', 'corrupt', 'letter']);
      for (const item of letters) if (item.kind === 'corrupt') expect(item.corrupt.reason).toMatch(/^it/);
      const bare = letters[4];
      expect(bare?.kind === 'letter' && bare.letter).toMatchObject({ letterId: 'no time', taskId: 't' });
      for (const key of ['1', '2', '3', '4']) {
        expect((await errorOf(store.redrive({ queue: 'odd', key }))).code).toBe('CorruptItem');
      }
      expect((await store.redrive({ queue: 'odd', key: 'no time' })).event.seq).toBe(1);
      expect((await errorOf(store.redrive({ queue: 'odd', key: 'absent' }))).code).toBe('NotFound');
    });

    it('keeps queues, letters and tasks of any name apart', async () => {
      const { store, events } = await open();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(hostileName, hostileName, hostileName, async (queue, letterId, taskId) => {
          const lastFailedAt = new Date((run += 1)).toISOString();
          const moved = await store.move(letterOf({ queue, letterId, taskId, lastFailedAt }));
          expect(moved).toMatchObject({ queue, letterId, taskId });
          expect(await store.get(moved)).toMatchObject({
            kind: 'letter',
            letter: { queue, letterId, taskId },
          });
          const { letters } = await store.list(queue);
          expect(letters.every((item) => item.kind === 'letter' && item.letter.queue === queue)).toBe(true);
          expect(idsOf(letters)).toContain(letterId);
          const before = (await events.readHead(taskId)).lastSeq;
          expect((await store.redrive(moved)).event.seq).toBe(before + 1);
        }),
        { numRuns: 25 },
      );
      const queues = await store.queues();
      expect(queues.every(({ open: still }) => still === 0)).toBe(true);
    });

    it('ends with Cancelled when its signal is aborted', async () => {
      const { store, events } = await open();
      const moved = await store.move(letterOf());
      const stop = new AbortController();
      stop.abort();
      const { signal } = stop;
      for (const work of [
        store.move(letterOf({ letterId: 'l-2' }), { signal }),
        store.queues({ signal }),
        store.readTable({ signal, onLetters: () => undefined }),
        store.list('main', { signal }),
        store.redrive(moved, { signal }),
      ]) {
        expect((await errorOf(work)).code).toBe('Cancelled');
      }
      expect(await everything(store)).toHaveLength(1);
      expect((await events.getTaskEvents('t')).events).toEqual([]);
    });
  });
}
