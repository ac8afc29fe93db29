import { describe, expect, it } from 'vitest';
import type { RecordFilter } from '#shared/contract/records.ts';
import { recordDetailSchema, recordRowSchema } from '#shared/contract/records.ts';
import { AppError } from '#shared/errors/appError.ts';
import { isAppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { itemKey } from '../stores/taskRecords/keys.ts';
import { memoryRecordTable } from '../stores/taskRecords/memoryRecordTable.ts';
import type { RecordTable } from '../stores/taskRecords/storageBackend.ts';
import { createItemConflicts } from './itemConflicts.ts';
import { createRecords } from './records.ts';
import { listedRecord } from './recordRows.ts';

const REF = { connection: 'embedded', table: 'task_records' };
const NOW = 1_800_000_000;
const ALL: RecordFilter = { owner: null, text: '', only: 'all', now: NOW, order: 'owner' };
const WHOLE = { from: 0, to: 100 };
const call = { signal: new AbortController().signal };

const record = (owner: string, task: string, more: AttributeMap): AttributeMap => ({
  ...itemKey({ owner, task }),
  ...more,
});

const stored = (version: number, data: string, expiresAt?: number): AttributeMap => ({
  version: { N: String(version) },
  data: { S: data },
  ...(expiresAt === undefined ? {} : { expires_at: { N: String(expiresAt) } }),
});

function service(patch: Partial<RecordTable> = {}) {
  const table = memoryRecordTable();
  const journal: Conflict[] = [];
  let ids = 0;
  const records = createRecords({
    withRecords: (_, work) => work({ ...table, ...patch }),
    itemConflicts: createItemConflicts({
      journalFor: () => ({ record: (conflict) => Promise.resolve(void journal.push(conflict)) }),
      clock: () => NOW * 1000,
      newId: () => `c-${(ids += 1)}`,
      warn: () => undefined,
    }),
    expectedItems: () => Promise.resolve(undefined),
    newId: () => 'list',
  });
  return { records, table, journal };
}

/** Opens the list of `records` and gives what closes it again, once all is read. */
async function listed({ records }: ReturnType<typeof service>) {
  const closing = new AbortController();
  let complete = (): void => undefined;
  const read = new Promise<void>((done) => (complete = done));
  const over = records.lists.open(
    REF,
    {},
    {
      signal: closing.signal,
      emit: (progress) => {
        if (progress.complete) complete();
        return Promise.resolve();
      },
    },
  );
  await read;
  return {
    keys: async (filter: Partial<RecordFilter>) =>
      (await records.lists.range('list', { ...ALL, ...filter }, WHOLE)).rows.map(({ row }) => row.key),
    close: () => {
      closing.abort();
      return over;
    },
  };
}

describe('listed records', () => {
  it('are narrowed by owner, text and expiry, and ordered', async () => {
    const made = service();
    for (const item of [
      record('ann', 't1', stored(3, '{"title":"Invoice"}', NOW + 60)),
      record('ann', 't2', stored(1, '{"title":"Import"}', NOW - 60)),
      record('bob:x', 't1', stored(9, '{"title":')),
      record('bob:x', 't2', { data: { S: '{}' } }),
      record('bob:x', 't3', stored(2, '{}', NOW + 200_000)),
    ]) {
      made.table.putRaw(item);
    }
    const list = await listed(made);
    expect(await list.keys({})).toEqual(['ann:t1', 'ann:t2', 'bob%3Ax:t1', 'bob%3Ax:t2', 'bob%3Ax:t3']);
    expect(await list.keys({ owner: 'ann' })).toEqual(['ann:t1', 'ann:t2']);
    expect(await list.keys({ text: 'INVOICE' })).toEqual(['ann:t1']);
    expect(await list.keys({ text: 'bob:' })).toHaveLength(3);
    expect(await list.keys({ only: 'soon' })).toEqual(['ann:t1']);
    expect(await list.keys({ only: 'expired' })).toEqual(['ann:t2']);
    expect(await list.keys({ only: 'never' })).toEqual(['bob%3Ax:t1', 'bob%3Ax:t2']);
    expect(await list.keys({ only: 'faulty' })).toEqual(['bob%3Ax:t1', 'bob%3Ax:t2']);
    expect((await list.keys({ order: 'expiry' })).slice(0, 3)).toEqual(['ann:t2', 'ann:t1', 'bob%3Ax:t3']);
    expect((await list.keys({ order: 'version' }))[0]).toBe('bob%3Ax:t1');
    expect(await made.records.owners('list')).toEqual([
      { owner: 'ann', records: 2 },
      { owner: 'bob:x', records: 3 },
    ]);
    const { rows } = await made.records.lists.range('list', ALL, WHOLE);
    for (const { row } of rows) expect(recordRowSchema.parse(row)).toEqual(row);
    expect(rows.map(({ row }) => row.fault)).toEqual([
      undefined,
      undefined,
      'its data is no JSON: a value is missing at the end',
      'it has no attribute “version”',
      undefined,
    ]);
    await list.close();
  });

  it('follow what is written and deleted', async () => {
    const made = service();
    await made.table.put('o:t', '{"n":1}');
    await made.table.put('o:u', '{}');
    const list = await listed(made);
    const seen = (await made.records.get(REF, 'o:t', call))?.item ?? {};
    const write = { ...REF, key: 'o:t', expected: 1, seen, data: '{"n":2}', writeId: 'w', again: false };
    await made.records.update(write, call);
    expect((await made.records.lists.range('list', ALL, WHOLE)).rows[0]?.row).toMatchObject({
      version: 2,
      gist: 'n: 2',
    });
    await made.records.remove({ ...REF, key: 'o:u', expected: 1, seen: {} }, call);
    expect(await list.keys({})).toEqual(['o:t']);
    await list.close();
  });
});

describe('the gist of a record', () => {
  it('has its outermost members, without its own ids and without times', () => {
    const data = {
      ownerId: 'o',
      method: 'tools/call',
      expiresAt: '2027-01-01T00:00:00Z',
      task: { taskId: 't', status: 'working', deep: { er: { est: 'no' } } },
      list: [1],
      none: null,
      big: 1,
    };
    const text = JSON.stringify(data).replace('"big":1', '"big":12345678901234567890');
    const gistOf = (json: string): string =>
      listedRecord({ owner: 'o', task: 't', version: 1, data: json, faults: {} }).row.gist;
    expect(gistOf(text)).toBe('method: tools/call · big: 12345678901234567890 · status: working');
    expect(gistOf('[1]')).toBe('');
    expect(gistOf(JSON.stringify('plain\n text'))).toBe('data: plain text');
    expect(gistOf('{"broken\n  "')).toBe('{"broken "');
    expect(gistOf(JSON.stringify({ long: 'x'.repeat(1000) }))).toHaveLength(200);
  });
});

describe('one record', () => {
  it('is told whole, its JSON with every digit', async () => {
    const { records, table } = service();
    await table.put('o:t', '{"n":12345678901234567890,"expiresAt":"2027-01-01T00:00:00Z"}');
    const detail = await records.get(REF, 'o:t', call);
    expect(recordDetailSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({ version: 1, expiresAt: 1_798_761_600, dataExpiresAt: 1_798_761_600 });
    expect(detail?.content).toMatchObject({
      state: 'json',
      value: { M: { n: { N: '12345678901234567890' } } },
    });
    expect(await records.get(REF, 'o:absent', call)).toBeUndefined();
  });

  it('is told as corrupt where it is, not thrown', async () => {
    const { records, table } = service();
    table.putRaw(record('o', 't', stored(1, '{\n"a": oops}')));
    table.putRaw(record('o', 'u', { version: { S: 'x' } }));
    expect((await records.get(REF, 'o:t', call))?.content).toEqual({
      state: 'corrupt',
      reason: 'no JSON value begins here',
      line: 2,
      column: 6,
    });
    expect(await records.get(REF, 'o:u', call)).toMatchObject({
      content: { state: 'absent', reason: 'it has no attribute “data”' },
      faults: { version: 'its attribute “version” is of type S, not a number' },
    });
  });

  it('is compared with what is to be written', () => {
    const { records } = service();
    expect(
      records.compare('{"a":1,"b":2}', '{"a":1.0,"b":3,"expiresAt":"1970-01-01T00:00:09Z"}'),
    ).toMatchObject({
      state: 'json',
      expiresAt: 9,
      changes: [
        { op: 'change', path: ['b'] },
        { op: 'add', path: ['expiresAt'] },
      ],
    });
    expect(records.compare('broken', '[1]')).toMatchObject({ from: {}, to: { data: { L: [{ N: '1' }] } } });
    expect(records.compare('{}', '{"a"}')).toEqual({
      state: 'corrupt',
      reason: 'a colon is missing',
      line: 1,
      column: 5,
    });
  });
});

describe('writes of records', () => {
  const write = {
    ...REF,
    key: 'o:t',
    expected: 1,
    seen: record('o', 't', stored(1, '{"n":1,"same":true}')),
    data: '{"n":2,"same":true}',
    writeId: 'w',
    again: false,
  };

  it('give back what is stored then', async () => {
    const { records, table } = service();
    await table.put('o:t', '{"n":1,"same":true}');
    const outcome = await records.update(write, call);
    expect(outcome).toMatchObject({
      outcome: 'written',
      item: { version: { N: '2' }, data: { S: write.data } },
    });
    expect(await records.remove({ ...write, expected: 2 }, call)).toEqual({ outcome: 'written', item: null });
    expect(await table.get('o:t')).toBeUndefined();
  });

  it('count as done when only the reading after them fails', async () => {
    const { records, table } = service({
      readItem: () => Promise.reject(new AppError('Unreachable', { message: 'gone' })),
    });
    await table.put('o:t', '{"n":1}');
    expect(await records.update(write, call)).toMatchObject({
      outcome: 'written',
      item: { version: { N: '2' } },
    });
  });

  it('that are lost have a story, member by member, and are journalled', async () => {
    const { records, table, journal } = service();
    await table.put('o:t', '{"n":1,"same":true}');
    await table.put('o:t', '{"n":5,"same":true,"by":"another"}');
    const outcome = await records.update(write, call);
    expect(outcome.outcome).toBe('conflict');
    expect(journal).toHaveLength(1);
    expect(journal[0]).toMatchObject({
      taskId: 'o:t',
      table: 'task_records',
      attempt: {
        layout: 'record',
        lock: 'version',
        expected: '1',
        met: '2',
        wanted: { 'data.n': { N: '2' } },
      },
      seenState: { 'data.n': { N: '1' } },
      actualState: { 'data.n': { N: '5' }, 'data.by': { S: 'another' } },
    });
    expect(await table.get('o:t')).toMatchObject({ version: 2 });
    const gone = await records.remove({ ...write, key: 'o:absent' }, call);
    expect(gone).toMatchObject({
      outcome: 'conflict',
      conflict: { actualState: {}, attempt: { met: null } },
    });
  });

  it('that nobody can decide are unknown, and what is no JSON is not written', async () => {
    const { records, table } = service({
      putIfVersion: () => Promise.reject(new AppError('WriteOutcomeUnknown', { message: 'not known' })),
    });
    await table.put('o:t', '{}');
    expect(await records.update(write, call)).toEqual({ outcome: 'unknown', message: 'not known' });
    const error: unknown = await records
      .update({ ...write, data: '{"n":' }, call)
      .catch((thrown: unknown) => thrown);
    expect(isAppError(error) ? error.code : error).toBe('InvalidInput');
  });
});
