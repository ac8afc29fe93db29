import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { DeadLetterItem } from '#shared/model/deadLetter.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { errorOf } from '../errorOf.fixture.ts';
import type { TaskEventStore } from '../taskEvents/taskEventStore.ts';
import { eventMap } from '../taskEvents/taskItems.ts';
import type { DeadLetterStore, NewDeadLetter } from './deadLetterStore.ts';
import { letterKey } from './keys.ts';
import { encodeLetter } from './letterItems.ts';

/** What the suite needs: both stores over one empty table, and a way to put items as foreign writers would. */
export interface LettersUnderTest {
  readonly store: DeadLetterStore;
  readonly events: TaskEventStore;
  readonly putRaw: (items: readonly AttributeMap[]) => Promise<void>;
}

const at = '2026-01-02T03:04:05.678Z';

const event = (type: string, more: Partial<NewTaskEvent> = {}): NewTaskEvent => ({ type, at, ...more });

const letterOf = (more: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
  queue: 'main',
  letterId: 'l-1',
  taskId: 't',
  expectedSeq: 2,
  event: event('TaskStarted', { actor: 'ann', data: { worker: { S: 'w-7' } } }),
  error: { code: 'TimedOut', message: 'It took too long.' },
  attempts: 3,
  firstFailedAt: '2026-01-02T04:00:00Z',
  lastFailedAt: '2026-01-02T05:00:00Z',
  ...more,
});

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

/** The suite that every dead letter store passes (CONTRACTS 1). */
export function deadLetterStoreContract(
  name: string,
  open: () => Promise<LettersUnderTest> | LettersUnderTest,
): void {
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
        raw('4', { ...good, event: { M: { type: { S: '' }, at: { S: at } } } }),
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

    it('redrives at the end of the stream, whatever was expected once, and marks the letter', async () => {
      const { store, events } = await open();
      await events.createTask('t', event('TaskCreated'), { status: { S: 'pending' } });
      for (const seq of [2, 3, 4]) await events.appendEvent('t', event('TaskAssigned'), seq);
      const moved = await store.move(letterOf());
      const { letter, event: appended } = await store.redrive(moved);
      expect(appended).toEqual({ ...letterOf().event, seq: 5, key: 'EVENT#0005' });
      expect(letter).toMatchObject({ ...moved, redrivenAt: expect.any(String), redrivenSeq: 5 });
      expect(await store.get(moved)).toEqual({ kind: 'letter', letter });
      expect((await events.getTaskEvents('t')).events.at(-1)).toEqual(appended);
      expect((await events.getProjection('t'))?.fields).toEqual({ status: { S: 'pending' } });
      expect(await errorOf(store.redrive(moved))).toMatchObject({
        code: 'AlreadyRedriven',
        details: { letterId: 'l-1', redrivenAt: letter.redrivenAt },
      });
      expect((await events.getTaskEvents('t')).events).toHaveLength(5);
    });

    it('moves the projection along in the same transaction', async () => {
      const { store, events } = await open();
      await events.createTask('t', event('TaskCreated'), { status: { S: 'pending' }, title: { S: 'kept' } });
      const moved = await store.move(letterOf());
      const prepare = () =>
        Promise.resolve({ expectedStatus: 'pending', fields: { status: { S: 'running' } } });
      await store.redrive(moved, { prepare });
      expect((await events.getProjection('t'))?.fields).toEqual({
        status: { S: 'running' },
        title: { S: 'kept' },
      });
      const again = await store.move(letterOf({ letterId: 'l-2' }));
      let asked = 0;
      const stale = () => {
        asked += 1;
        return prepare();
      };
      expect(await errorOf(store.redrive(again, { prepare: stale, rounds: 3 }))).toMatchObject({
        code: 'StatusConflict',
        details: { expected: 'pending', actual: 'running' },
      });
      expect(asked).toBe(3);
      expect((await events.getTaskEvents('t')).events).toHaveLength(2);
      expect(await store.get(again)).toMatchObject({ letter: { redrivenAt: undefined } });
    });

    it('lets a letter lie when it is told so', async () => {
      const { store, events } = await open();
      const moved = await store.move(letterOf());
      const prepare = () => Promise.reject(new AppError('InvalidInput', { message: 'No.' }));
      expect((await errorOf(store.redrive(moved, { prepare }))).message).toBe('No.');
      expect((await events.getTaskEvents('t')).events).toEqual([]);
      expect((await store.redrive(moved)).event.seq).toBe(1);
    });

    it('looks for the end anew when another writer was faster, a bounded number of times', async () => {
      const { store, events } = await open();
      const moved = await store.move(letterOf());
      let faster = 0;
      const race = (times: number) => async () => {
        if (faster < times) await events.appendEvent('t', event('TaskAssigned'), (faster += 1));
        return undefined;
      };
      expect(await errorOf(store.redrive(moved, { prepare: race(9), rounds: 3 }))).toMatchObject({
        code: 'OptimisticConflict',
        details: { taskId: 't', expectedSeq: 3 },
      });
      expect(faster).toBe(3);
      expect((await store.redrive(moved, { prepare: race(5), rounds: 3 })).event.seq).toBe(6);
      expect((await events.getTaskEvents('t')).events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('appends as the number told or not at all', async () => {
      const { store, events } = await open();
      const moved = await store.move(letterOf());
      await events.appendEvent('t', event('TaskCreated'), 1);
      expect(await errorOf(store.redrive(moved, { expectedSeq: 1 }))).toMatchObject({
        code: 'OptimisticConflict',
        details: { taskId: 't', expectedSeq: 1 },
      });
      expect((await store.redrive(moved, { expectedSeq: 2 })).event.seq).toBe(2);
      expect((await errorOf(store.redrive(moved, { expectedSeq: 2 }))).code).toBe('AlreadyRedriven');
      const other = await store.move(letterOf({ letterId: 'l-2' }));
      expect((await errorOf(store.redrive(other, { expectedSeq: 4 }))).code).toBe('InvalidInput');
    });

    it('tells the same of a redrive made again under its name', async () => {
      const { store, events } = await open();
      const moved = await store.move(letterOf());
      const first = await store.redrive(moved, { writeId: 'mine' });
      await events.appendEvent('t', event('TaskAssigned'), 2);
      expect(await store.redrive(moved, { writeId: 'mine' })).toEqual(first);
      expect((await errorOf(store.redrive(moved, { writeId: 'another' }))).code).toBe('AlreadyRedriven');
      expect((await events.getTaskEvents('t')).events).toHaveLength(2);
    });

    it('is stopped by the letter’s mark alone when its number is free', async () => {
      const { store, events, putRaw } = await open();
      const moved = await store.move(letterOf());
      const prepare = async () => {
        await putRaw([{ ...encodeLetter(letterOf()), redriven_at: { S: at } }]);
        return undefined;
      };
      expect(await errorOf(store.redrive(moved, { prepare }))).toMatchObject({
        code: 'AlreadyRedriven',
        details: { redrivenAt: at },
      });
      expect((await events.getTaskEvents('t')).events).toEqual([]);
    });

    it('lets exactly one of ten concurrent redrives of a letter append', async () => {
      const { store, events } = await open();
      await events.appendEvent('t', event('TaskCreated'), 1);
      const moved = await store.move(letterOf());
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => store.redrive(moved)));
      const refused = results.flatMap((result): readonly unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      );
      expect(refused).toHaveLength(9);
      for (const error of refused) expect(error).toMatchObject({ code: 'AlreadyRedriven' });
      expect((await events.getTaskEvents('t')).events).toHaveLength(2);
    });

    it('appends every one of ten letters that are redriven to one task at once', async () => {
      const { store, events } = await open();
      const moved = await Promise.all(
        Array.from({ length: 10 }, (_, index) => store.move(letterOf({ letterId: `l-${index}` }))),
      );
      const redriven = await Promise.all(moved.map((letter) => store.redrive(letter, { rounds: 20 })));
      const seqs = redriven.map(({ event: appended }) => appended.seq).sort((a, b) => a - b);
      expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect((await events.getTaskEvents('t')).events).toHaveLength(10);
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
