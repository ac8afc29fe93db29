import { expect, it } from 'vitest';
import { itemKey } from './keys.ts';
import { memoryRecordTable } from './memoryRecordTable.ts';
import { recordTableContract } from './recordTable.contract.ts';
import { recordTableReadingContract } from './recordTableReading.contract.ts';
import type { OpenRecordTable } from './recordTableUnderTest.fixture.ts';

const open: OpenRecordTable = () => {
  const table = memoryRecordTable();
  return {
    table,
    putRaw: (items) => {
      items.forEach(table.putRaw);
      return Promise.resolve();
    },
  };
};

recordTableContract('in memory', open);
recordTableReadingContract('in memory', open);

it('deletes what has expired, to the second, since nobody else does', async () => {
  const table = memoryRecordTable({ now: () => 10_000 });
  for (const [task, seconds] of [
    ['gone', 9],
    ['now', 10],
    ['soon', 11],
  ] as const) {
    table.putRaw({
      ...itemKey({ owner: 'o', task }),
      version: { N: '1' },
      data: { S: '{}' },
      expires_at: { N: String(seconds) },
    });
  }
  expect(await table.cleanupExpired()).toBe(2);
  expect((await table.listByPrefix('o:')).records.map(({ key }) => key)).toEqual(['o:soon']);
});
