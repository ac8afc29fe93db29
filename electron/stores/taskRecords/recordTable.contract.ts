import { describe, expect, it } from 'vitest';
import { attributeOf } from '#shared/model/attributeValue.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { backendKey, ownerPrefix } from './keys.ts';
import { record, type OpenRecordTable } from './recordTableUnderTest.fixture.ts';

/** Texts that a store would change that looks into them, or decodes and encodes them again. */
const DATA = [
  '{"task":{"status":"working"}}',
  '{ "spaced" :\t1.0,\n"big":12345678901234567890.5,"twice":1,"twice":2 }',
  '{"__proto__":{"a":1},"emoji":"🦊","escaped":"\\ud83e\\udd8a\\u0000"}',
  'no JSON at all',
  '',
  `"${'x'.repeat(100_000)}"`,
];

/** Ids that would meet one another in a store that joins them carelessly; the last is as long as a key can be. */
const HOSTILE_IDS = [
  { owner: 'a', task: 'b:c' },
  { owner: 'a:b', task: 'c' },
  { owner: 'a%3Ab', task: 'c' },
  { owner: 'a#TASK#b', task: 'c' },
  { owner: '', task: '' },
  { owner: '', task: ':' },
  { owner: ':', task: '' },
  { owner: '日本語🦊', task: '\u202Ertl' },
  { owner: '__proto__', task: ' " \\ \u0000 \n' },
  { owner: 'x'.repeat(2042), task: 'y'.repeat(1019) },
];

/** The suite that every record table passes: versions, conditions, bytes kept, owners apart (CONTRACTS 2). */
export function recordTableContract(name: string, open: OpenRecordTable): void {
  describe(`record table: ${name}`, () => {
    it.each(DATA.map((data) => [data.slice(0, 60), data]))(
      'keeps data byte for byte: %s',
      async (_, data) => {
        const { table } = await open();
        expect(await table.get('o:t')).toBeUndefined();
        expect(await table.put('o:t', data)).toBe(1);
        expect(await table.get('o:t')).toEqual({ key: 'o:t', version: 1, data });
      },
    );

    it('counts versions from 1, by put and by putIfVersion', async () => {
      const { table } = await open();
      expect(await table.putIfVersion('o:t', '{}', 0)).toBe(1);
      expect(await table.putIfVersion('o:t', '{"n":2}', 1)).toBe(2);
      expect(await table.put('o:t', '{"n":3}')).toBe(3);
      expect(await table.putIfVersion('o:t', '{"n":4}', 3)).toBe(4);
      expect(await table.get('o:t')).toEqual({ key: 'o:t', version: 4, data: '{"n":4}' });
    });

    it('tells another version, or none, as VersionConflict, and leaves the record as it is', async () => {
      const { table } = await open();
      await table.put('o:t', '{}');
      for (const expected of [0, 2, 17]) {
        expect(await errorOf(table.putIfVersion('o:t', '{"lost":true}', expected))).toMatchObject({
          code: 'VersionConflict',
          details: { key: 'o:t', expected, actual: expected },
        });
      }
      expect(await errorOf(table.putIfVersion('o:absent', '{}', 1))).toMatchObject({
        code: 'VersionConflict',
        details: { key: 'o:absent', expected: 1, actual: 1 },
      });
      expect(await table.get('o:t')).toEqual({ key: 'o:t', version: 1, data: '{}' });
      expect(await table.get('o:absent')).toBeUndefined();
    });

    it.each([0, 1, 41])('lets exactly one of twenty writers of version %i win', async (expected) => {
      const { table, putRaw } = await open();
      const start = record('o', 't', { version: { N: String(expected) }, data: { S: 'start' } });
      if (expected > 0) await putRaw([start]);
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => table.putIfVersion('o:t', `"w${index}"`, expected)),
      );
      const lost = results.flatMap((result): readonly unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      );
      expect(lost).toHaveLength(19);
      for (const error of lost) expect(error).toMatchObject({ code: 'VersionConflict' });
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      expect(await table.get('o:t')).toMatchObject({ version: expected + 1, data: `"w${winner}"` });
    });

    it('gives every one of twenty puts at once a version of its own', async () => {
      const { table } = await open();
      const versions = await Promise.all(
        Array.from({ length: 20 }, (_, index) => table.put('o:t', `"w${index}"`)),
      );
      expect([...versions].sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
      const last = versions.indexOf(20);
      expect(await table.get('o:t')).toMatchObject({ version: 20, data: `"w${last}"` });
    });

    it('does a write with the same id once, however often it is made', async () => {
      const { table } = await open();
      for (let time = 0; time < 3; time += 1) {
        expect(await table.putIfVersion('o:t', '{}', 0, { writeId: 'first' })).toBe(1);
        expect(await table.put('o:u', '{}', { writeId: 'again' })).toBe(1);
      }
    });

    it('deletes whatever is there, and tells whether something was', async () => {
      const { table, putRaw } = await open();
      await table.put('o:t', '{}');
      await putRaw([record('o', 'broken', { version: { S: 'one' } })]);
      expect(await table.delete('o:t')).toBe(true);
      expect(await table.delete('o:t')).toBe(false);
      expect(await table.delete('o:broken')).toBe(true);
      expect(await table.get('o:t')).toBeUndefined();
      expect(await table.put('o:t', '{}')).toBe(1);
    });

    it('deletes under a version only that version', async () => {
      const { table } = await open();
      await table.put('o:t', '{}');
      await table.put('o:t', '{}');
      for (const [key, expected] of [
        ['o:t', 1],
        ['o:t', 3],
        ['o:absent', 1],
      ] as const) {
        expect(await errorOf(table.deleteIfVersion(key, expected))).toMatchObject({
          code: 'VersionConflict',
          details: { key, expected, actual: expected },
        });
      }
      await table.deleteIfVersion('o:t', 2);
      expect(await table.get('o:t')).toBeUndefined();
    });

    it('stores the expiry of the data in whole seconds, and takes it away again', async () => {
      const { table } = await open();
      const storedOf = async (data: string) => {
        await table.put('o:t', data);
        const item = (await table.readItem('o:t')) ?? {};
        return attributeOf(item, 'expires_at');
      };
      expect(await storedOf('{"expiresAt":"2026-01-02T03:04:05.999+01:00"}')).toEqual({ N: '1767319445' });
      expect(await storedOf('{"expiresAt":"1969-12-31T23:59:59.5Z"}')).toEqual({ N: '-1' });
      for (const none of [
        '{}',
        '{"expiresAt":null}',
        '{"expiresAt":1767319445}',
        '{"expiresAt":"soon"}',
        '{"expiresAt":"2026-02-30T00:00:00Z"}',
        '{"inner":{"expiresAt":"2026-01-02T03:04:05Z"}}',
        'null',
        'no JSON',
      ]) {
        await storedOf('{"expiresAt":"2026-01-02T03:04:05Z"}');
        expect(await storedOf(none)).toBeUndefined();
      }
    });

    it('cleans up nothing that has not expired, and tells what it did', async () => {
      const { table, putRaw } = await open();
      const inAYear = Math.floor(Date.now() / 1000) + 31_536_000;
      await putRaw([
        record('o', 'past', { version: { N: '1' }, data: { S: '{}' }, expires_at: { N: '1' } }),
        record('o', 'future', { version: { N: '1' }, data: { S: '{}' }, expires_at: { N: String(inAYear) } }),
        record('o', 'ever', { version: { N: '1' }, data: { S: '{}' } }),
        record('o', 'odd', { version: { N: '1' }, data: { S: '{}' }, expires_at: { S: '1' } }),
        { PK: { S: 'OTHER#o' }, SK: { S: 'x' }, expires_at: { N: '1' } },
      ]);
      const before = (await table.listByPrefix('o:')).records.length;
      const removed = await table.cleanupExpired();
      const after = (await table.listByPrefix('o:')).records.map(({ key }) => key);
      expect(after.length).toBe(before - removed);
      expect(after).toEqual(expect.arrayContaining(['o:future', 'o:ever', 'o:odd']));
    });

    it.each(HOSTILE_IDS)('keeps $owner and $task apart from every other record', async (id) => {
      const { table } = await open();
      const others = HOSTILE_IDS.filter((other) => other !== id);
      for (const other of others) await table.putIfVersion(backendKey(other), '"other"', 0);
      expect(await table.putIfVersion(backendKey(id), '"mine"', 0)).toBe(1);
      expect(await table.get(backendKey(id))).toEqual({ key: backendKey(id), version: 1, data: '"mine"' });
      const { records } = await table.listByPrefix(ownerPrefix(id.owner));
      expect(records.filter(({ data }) => data === '"mine"')).toHaveLength(1);
      expect(records).toHaveLength(1 + others.filter(({ owner }) => owner === id.owner).length);
      await table.delete(backendKey(id));
      for (const other of others) expect((await table.get(backendKey(other)))?.data).toBe('"other"');
    });

    it('refuses what could not be stored as said', async () => {
      const { table } = await open();
      for (const work of [
        () => table.get('no colon'),
        () => table.get('a%:t'),
        () => table.get('a%3ab:t'),
        () => table.get(`${'x'.repeat(2043)}:t`),
        () => table.get(`o:${'y'.repeat(1020)}`),
        () => table.get('\uD800:t'),
        () => table.put('o:\uDC00', '{}'),
        () => table.put('o:t', '"\uD800"'),
        () => table.putIfVersion('o:t', '{}', -1),
        () => table.putIfVersion('o:t', '{}', 1.5),
        () => table.putIfVersion('o:t', '{}', Number.MAX_SAFE_INTEGER),
        () => table.listByPrefix('o'),
        () => table.deleteIfVersion('o:t', Number.NaN),
      ]) {
        expect((await errorOf(work())).code).toBe('InvalidInput');
      }
    });

    it('ends with Cancelled when its signal is aborted', async () => {
      const { table } = await open();
      await table.put('o:t', '{}');
      const stop = new AbortController();
      stop.abort();
      const { signal } = stop;
      for (const work of [
        () => table.get('o:t', { signal }),
        () => table.put('o:t', '{}', { signal }),
        () => table.putIfVersion('o:t', '{}', 1, { signal }),
        () => table.delete('o:t', { signal }),
        () => table.deleteIfVersion('o:t', 1, { signal }),
        () => table.listByPrefix('o:', { signal }),
        () => table.readTable({ signal, onRecords: () => undefined }),
      ]) {
        expect((await errorOf(work())).code).toBe('Cancelled');
      }
      expect((await table.get('o:t'))?.version).toBe(1);
    });
  });
}
