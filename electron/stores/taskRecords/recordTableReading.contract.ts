import { describe, expect, it } from 'vitest';
import { attributeOf, stringOf, withAttribute } from '#shared/model/attributeValue.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { backendKey } from './keys.ts';
import { record, type OpenRecordTable } from './recordTableUnderTest.fixture.ts';
import type { ReadRecordsOptions } from './storageBackend.ts';

const never = new AbortController().signal;

/** The suite of listing and reading what others wrote that every record table passes (CONTRACTS 2). */
export function recordTableReadingContract(name: string, open: OpenRecordTable): void {
  describe(`record table, reading: ${name}`, () => {
    it('lists an owner by the order of the keys, every page, and what cannot be read beside it', async () => {
      const { table, putRaw } = await open();
      const data = { S: JSON.stringify({ text: 'x'.repeat(30_000) }) };
      const ids = Array.from({ length: 90 }, (_, index) => `t-${String(index).padStart(3, '0')}`);
      await putRaw([
        ...ids.map((task) => record('big', task, { version: { N: '7' }, data })).reverse(),
        record('big', 'u', { data }),
        record('big', 'v', { version: { N: '1.5' }, data }),
        record('big', 'w', { version: { N: '1' }, data: { M: {} } }),
        { PK: { S: 'OWNER#big' }, SK: { S: 'PROFILE' } },
        record('bigger', 't-000', { version: { N: '1' }, data }),
      ]);
      const { records, unreadable } = await table.listByPrefix('big:');
      expect(records.map(({ key }) => key)).toEqual(ids.map((task) => `big:${task}`));
      expect(unreadable).toEqual([
        { key: 'big:u', reason: 'it has no attribute “version”' },
        { key: 'big:v', reason: 'its version is no count from 0 on' },
        { key: 'big:w', reason: 'its attribute “data” is of type M, not a text' },
      ]);
      expect((await table.listByPrefix('big:t-01')).records).toHaveLength(10);
      expect(await table.listByPrefix('nobody:')).toEqual({ records: [], unreadable: [] });
      for (const key of ['big:u', 'big:v', 'big:w']) {
        expect((await errorOf(table.get(key))).code).toBe('CorruptItem');
        expect((await errorOf(table.put(key, '{}'))).code).toBe('CorruptItem');
      }
    });

    it('keeps what a foreign writer has put on an item, and reads owners with colons as they are written', async () => {
      const { table, putRaw } = await open();
      const foreign = withAttribute({ note: { SS: ['a'] } }, '__proto__', { S: 'p' });
      await putRaw([
        { ...record('a:b', 'c:d', { version: { N: '3' }, data: { S: '{}' } }), ...foreign },
        record('a', 'b:c:d', { version: { N: '1' }, data: { S: '"other"' } }),
      ]);
      expect(await table.get('a%3Ab:c:d')).toMatchObject({ version: 3 });
      expect(await table.get('a:b:c:d')).toMatchObject({ data: '"other"' });
      expect((await table.listByPrefix('a%3Ab:')).records).toHaveLength(1);
      expect((await table.listByPrefix('a:')).records).toHaveLength(1);
      await table.putIfVersion('a%3Ab:c:d', '{"new":1}', 3);
      const item = (await table.readItem('a%3Ab:c:d')) ?? {};
      expect(attributeOf(item, 'note')).toEqual({ SS: ['a'] });
      expect(stringOf(item, 'data')).toBe('{"new":1}');
    });

    it('hands over the whole table, each record once, and no other items', async () => {
      const { table, putRaw } = await open();
      const items = Array.from({ length: 700 }, (_, index) =>
        record(`o${index % 12}`, `t${index}`, { version: { N: '1' }, data: { S: '{}' } }),
      );
      await putRaw([...items, { PK: { S: 'META' }, SK: { S: 'x' } }, record('o', 'bare', {})]);
      const found: string[] = [];
      let counted = 0;
      const onRecords: ReadRecordsOptions['onRecords'] = (records, progress) => {
        found.push(...records.map(backendKey));
        counted = progress.items;
      };
      await table.readTable({ signal: never, onRecords });
      expect(counted).toBe(702);
      expect(found).toHaveLength(701);
      expect(new Set(found).size).toBe(701);
    });
  });
}
