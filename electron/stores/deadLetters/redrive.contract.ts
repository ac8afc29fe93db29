import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { encodeLetter } from './letterItems.ts';
import { AT, event, letterOf, type OpenLetters } from './lettersUnderTest.fixture.ts';

/** The suite of redriving that every dead letter store passes: once, at the end of the stream (CONTRACTS 1). */
export function redriveContract(name: string, open: OpenLetters): void {
  describe(`redrive: ${name}`, () => {
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
        await putRaw([{ ...encodeLetter(letterOf()), redriven_at: { S: AT } }]);
        return undefined;
      };
      expect(await errorOf(store.redrive(moved, { prepare }))).toMatchObject({
        code: 'AlreadyRedriven',
        details: { redrivenAt: AT },
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
  });
}
