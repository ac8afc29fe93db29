import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LetterFilter } from '#shared/contract/deadLetters.ts';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import { letterKeyText, type LetterRef } from '#shared/model/deadLetter.ts';
import { GATHER_MS } from '../../ui/list/rowList.ts';
import { createBulkStore } from './bulkStore.ts';
import { followMarks } from './followMarks.ts';
import { lettersClient } from './lettersHost.fixture.ts';
import { createLettersStore } from './store.ts';

const REF = { connection: 'embedded', table: 'tasks' };
const A = { queue: 'bulk', key: 'a' };
const B = { queue: 'bulk', key: 'b' };
const C = { queue: 'mail', key: 'c' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A list that was read, whose letters A, B and C wait, with A and B marked; `keep` holds answers about marks back. */
async function listed() {
  const host: {
    waiting: LetterRef[];
    tell: (progress: RowListProgress) => void;
    keep: (() => void)[] | undefined;
  } = { waiting: [A, B, C], tell: () => undefined, keep: undefined };
  const asked: (readonly LetterRef[] | undefined)[] = [];
  let version = 1;
  const client = lettersClient({
    open: (_input, { onItem }) => {
      host.tell = onItem;
      return new Promise(() => undefined);
    },
    range: () => Promise.resolve({ version, total: 0, rows: [] }),
    queues: () => Promise.resolve([]),
    redrivable: ({ filter, among }) => {
      asked.push(among);
      const answer = host.waiting.filter((letter) => passes(letter, filter) && names(among, letter));
      return new Promise((resolve) => {
        if (host.keep === undefined) resolve(answer);
        else host.keep.push(() => resolve(answer));
      });
    },
  });
  const letters = createLettersStore({ client, clock: { now: () => 0 } });
  const bulk = createBulkStore({ client });
  const leave = followMarks({ client, letters, bulk });
  const change = async (complete = true): Promise<void> => {
    version += 1;
    host.tell({ handle: 'h', version, rows: 3, complete });
    await vi.advanceTimersByTimeAsync(GATHER_MS);
  };
  letters.getState().open(REF);
  await change();
  bulk.getState().toggle(A);
  bulk.getState().toggle(B);
  const narrow = async (filter: Partial<LetterFilter>): Promise<void> => {
    letters.getState().narrow(filter);
    await vi.advanceTimersByTimeAsync(0);
  };
  const keys = (): readonly string[] => [...bulk.getState().marked.values()].map(({ key }) => key);
  const hidden = (): readonly string[] => bulk.getState().hidden.map(({ key }) => key);
  return { host, asked, bulk, leave, change, narrow, keys, hidden };
}

const passes = ({ queue }: LetterRef, filter: { readonly queue?: string | undefined }): boolean =>
  filter.queue === undefined || filter.queue === queue;
const names = (among: readonly LetterRef[] | undefined, letter: LetterRef): boolean =>
  among?.some((each) => letterKeyText(each) === letterKeyText(letter)) !== false;

describe('marks', () => {
  test('go with letters that can be redriven no longer, whoever redrove them, under any filter', async () => {
    const { host, change, narrow, keys, hidden } = await listed();
    host.waiting = [B, C];
    await change();
    expect(keys()).toEqual(['b']);
    await narrow({ queue: 'mail' });
    expect([keys(), hidden()]).toEqual([['b'], ['b']]);
    host.waiting = [C];
    await change();
    expect([keys(), hidden()]).toEqual([[], []]);
  });

  test('stay when a filter hides their letters, which is told until they are shown again', async () => {
    const { narrow, keys, hidden, bulk } = await listed();
    bulk.getState().toggle(C);
    await narrow({ queue: 'mail' });
    expect([keys(), hidden()]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b'],
    ]);
    await narrow({ queue: undefined });
    expect([keys(), hidden()]).toEqual([['a', 'b', 'c'], []]);
  });

  test('wait until everything is read', async () => {
    const { host, change, keys } = await listed();
    host.waiting = [];
    await change(false);
    expect(keys()).toEqual(['a', 'b']);
    await change();
    expect(keys()).toEqual([]);
  });

  test('are asked about only while there are some', async () => {
    const { asked, bulk, change, leave } = await listed();
    expect(asked).toEqual([]);
    await change();
    expect(asked).toEqual([
      [A, B],
      [A, B],
    ]);
    bulk.getState().unmarkAll();
    await change();
    bulk.getState().toggle(A);
    leave();
    await change();
    expect(asked).toHaveLength(2);
  });

  test('follow the latest answer only, and one set meanwhile stays', async () => {
    const { host, bulk, change, keys } = await listed();
    const early: (() => void)[] = [];
    host.keep = early;
    host.waiting = [C];
    await change();
    host.keep = undefined;
    host.waiting = [A, B, C];
    await change();
    for (const answer of early) answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(keys()).toEqual(['a', 'b']);

    const late: (() => void)[] = [];
    host.keep = late;
    host.waiting = [B];
    await change();
    bulk.getState().toggle(C);
    for (const answer of late) answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(keys()).toEqual(['b', 'c']);
  });
});
