import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  rowLists,
  textFilterSchema,
  type RowListProgress,
  type TextFilter,
} from '#shared/contract/rowLists.ts';
import { createRowLists, type RowReader } from './rowLists.ts';
import { containsText } from './rowView.ts';

interface Row {
  readonly id: string;
  readonly note: string;
}

const REF = { connection: 'embedded', table: 'requests' };
const rows = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `r-${from + index}`,
    note: `note ${from + index}`,
  }));

/** A listed table that is read as far as the test lets it; `told` resolves when progress with this version or later came. */
function listed(keep: 'all' | 'even' = 'all') {
  const readings: RowReader<Row>[] = [];
  const ends: (() => void)[] = [];
  const fails: ((error: Error) => void)[] = [];
  const lists = createRowLists<string, TextFilter, Row>({
    what: 'list of rows',
    newId: () => 'list-1',
    keyOf: ({ id }) => id,
    matches: ({ id, note }, { text }) => containsText(text, [id, note]),
    order: () => (a, b) => (a.id < b.id ? -1 : 1),
    expected: () => Promise.resolve(7),
    belongs: ({ id }) => keep === 'all' || Number(id.slice(2)) % 2 === 0,
    read: (_ref, _query, reader) => {
      readings.push(reader);
      return new Promise((resolve, reject) => {
        ends.push(resolve);
        fails.push(reject);
      });
    },
  });
  const progress: RowListProgress[] = [];
  let wake = (): void => undefined;
  const closing = new AbortController();
  const over = lists.open(REF, 'everything', {
    signal: closing.signal,
    emit: (each) => {
      progress.push(each);
      wake();
      return Promise.resolve();
    },
  });
  const told = async (found: (each: RowListProgress) => boolean, from = 0): Promise<RowListProgress> => {
    for (;;) {
      const hit = progress.slice(from).find(found);
      if (hit !== undefined) return hit;
      await new Promise<void>((done) => (wake = done));
    }
  };
  const reading = async (index: number): Promise<RowReader<Row>> => {
    for (;;) {
      const reader = readings[index];
      if (reader !== undefined) return reader;
      await new Promise<void>((done) => setTimeout(done));
    }
  };
  return { lists, progress, told, reading, ends, fails, over, closing };
}

const ALL = { text: '' };
const WHOLE = { from: 0, to: 100 };

describe('a list of rows', () => {
  it('answers ranges in its order while it is read, and says when it is complete', async () => {
    const { lists, told, reading, ends, over, closing } = listed();
    const reader = await reading(0);
    await reader.onRows(rows(3, 5), 2);
    await reader.onRows(rows(0, 3), 4);
    expect(await lists.range('list-1', ALL, { from: 1, to: 3 })).toMatchObject({
      total: 5,
      rows: [{ id: 'r-1' }, { id: 'r-2' }],
    });
    ends[0]?.();
    expect(await told(({ complete }) => complete)).toMatchObject({ rows: 5, units: 4, expected: 7 });
    closing.abort();
    await over;
  });

  it('narrows by its filter and tells where a row stands', async () => {
    const { lists, reading, over, closing, ends } = listed();
    await (await reading(0)).onRows(rows(0, 12));
    expect((await lists.range('list-1', { text: 'NOTE 1' }, WHOLE)).rows.map(({ id }) => id)).toEqual([
      'r-1',
      'r-10',
      'r-11',
    ]);
    expect(await lists.indexOf('list-1', { text: 'note 1' }, 'r-11')).toBe(2);
    expect(await lists.indexOf('list-1', { text: 'note 1' }, 'r-2')).toBeNull();
    ends[0]?.();
    closing.abort();
    await over;
  });

  it('keeps its rows while it is read again, then has the new ones', async () => {
    const { lists, told, reading, ends, over, closing, progress } = listed();
    await (await reading(0)).onRows(rows(0, 3));
    ends[0]?.();
    await told(({ complete }) => complete);
    const before = progress.length;
    lists.reload('list-1');
    await (await reading(1)).onRows(rows(1, 2));
    expect((await lists.range('list-1', ALL, WHOLE)).total).toBe(3);
    ends[1]?.();
    await told(({ complete }) => complete, before);
    expect((await lists.range('list-1', ALL, WHOLE)).rows).toEqual(rows(1, 2));
    closing.abort();
    await over;
  });

  it('takes rows that were written meanwhile, where they belong, and lets removed ones go', async () => {
    const { lists, told, reading, ends, over, closing, progress } = listed('even');
    await (await reading(0)).onRows(rows(0, 3));
    ends[0]?.();
    const { version } = await told(({ complete }) => complete);
    const before = progress.length;
    lists.put(REF, 'r-4', { id: 'r-4', note: 'new' });
    lists.put(REF, 'r-5', { id: 'r-5', note: 'odd' });
    lists.put(REF, 'r-2', { id: 'r-2', note: 'changed' });
    lists.put(REF, 'r-0', undefined);
    lists.put({ ...REF, table: 'other' }, 'r-6', { id: 'r-6', note: 'elsewhere' });
    await told((each) => each.version > version, before);
    expect((await lists.range('list-1', ALL, WHOLE)).rows).toEqual([
      { id: 'r-1', note: 'note 1' },
      { id: 'r-2', note: 'changed' },
      { id: 'r-4', note: 'new' },
    ]);
    closing.abort();
    await over;
  });

  it('prefers what was written while it was being read to what its pages say', async () => {
    const { lists, told, reading, ends, over, closing } = listed();
    const reader = await reading(0);
    lists.put(REF, 'r-1', { id: 'r-1', note: 'written' });
    lists.put(REF, 'r-2', undefined);
    await reader.onRows(rows(0, 3));
    ends[0]?.();
    await told(({ complete }) => complete);
    expect((await lists.range('list-1', ALL, WHOLE)).rows.map(({ note }) => note)).toEqual([
      'note 0',
      'written',
    ]);
    closing.abort();
    await over;
  });

  it('shows what was written while it is first read with its page, not ahead of it', async () => {
    const { lists, told, reading, ends, over, closing } = listed();
    const reader = await reading(0);
    lists.put(REF, 'r-1', { id: 'r-1', note: 'written' });
    lists.put(REF, 'r-9', { id: 'r-9', note: 'new' });
    expect((await lists.range('list-1', ALL, WHOLE)).total).toBe(0);
    await reader.onRows(rows(0, 3));
    expect((await lists.range('list-1', ALL, WHOLE)).rows.map(({ note }) => note)).toEqual([
      'note 0',
      'written',
      'note 2',
    ]);
    lists.put(REF, 'r-2', undefined);
    expect((await lists.range('list-1', ALL, WHOLE)).total).toBe(2);
    ends[0]?.();
    await told(({ complete }) => complete);
    expect((await lists.range('list-1', ALL, WHOLE)).rows.map(({ id }) => id)).toEqual(['r-0', 'r-1', 'r-9']);
    closing.abort();
    await over;
  });

  it('is released when its stream ends, by the reader or by a failure', async () => {
    const left = listed();
    await left.reading(0);
    left.ends[0]?.();
    await left.told(({ complete }) => complete);
    left.closing.abort();
    await left.over;
    await expect(left.lists.range('list-1', ALL, WHOLE)).rejects.toThrow(
      'This list of rows is no longer open.',
    );
    const broken = listed();
    await broken.reading(0);
    broken.fails[0]?.(new Error('gone'));
    await expect(broken.over).rejects.toThrow('gone');
    expect(() => broken.lists.reload('list-1')).toThrow('no longer open');
  });
});

describe('the entries of the contract', () => {
  const entries = rowLists({
    query: z.object({ owner: z.string() }),
    filter: textFilterSchema,
    row: z.object({ id: z.string() }),
  });

  it('parse what they are made for, and nothing else', () => {
    expect(entries.open.input.safeParse({ ...REF, query: { owner: 'a' } }).success).toBe(true);
    expect(entries.open.input.safeParse({ ...REF, query: {} }).success).toBe(false);
    expect(entries.range.input.parse({ handle: 'h', filter: {}, range: { from: 0, to: 1 } }).filter).toEqual(
      ALL,
    );
    expect(entries.range.output.safeParse({ version: 1, total: 1, rows: [{ id: 1 }] }).success).toBe(false);
  });
});
