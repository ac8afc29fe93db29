import { expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { conflictSchema, type Conflict } from '#shared/model/conflict.ts';
import { createItemConflicts, type ItemLoss } from './itemConflicts.ts';

const seen: AttributeMap = { id: { S: 'req-1' }, version: { N: '3' } };

const loss = (readMet: ItemLoss['readMet']): ItemLoss => ({
  ref: { connection: 'embedded', table: 'requests' },
  entry: 'req-1',
  attempt: {
    layout: 'request',
    key: 'req-1',
    action: 'approve it',
    lock: 'version',
    expected: '3',
    wanted: { status: { S: 'approved' } },
  },
  seen,
  readMet,
});

function told(record: (conflict: Conflict) => Promise<void> = () => Promise.resolve()) {
  const warnings: string[] = [];
  const conflicts = createItemConflicts({
    journalFor: () => ({ record }),
    clock: () => 0,
    newId: () => 'c-1',
    warn: (message) => void warnings.push(message),
  });
  return { conflicts, warnings };
}

it('tells a loss with what was seen and met, and journals the same', async () => {
  const journalled: Conflict[] = [];
  const { conflicts } = told((conflict) => Promise.resolve(void journalled.push(conflict)));
  const met: AttributeMap = { id: { S: 'req-1' }, version: { N: '4.0' } };
  const { outcome, conflict } = await conflicts.lost(loss(() => Promise.resolve(met)));
  expect(outcome).toBe('conflict');
  expect(conflict).toMatchObject({ taskId: 'req-1', seenState: seen, actualState: met, actualSeq: 0 });
  expect(conflict.attempt).toMatchObject({ kind: 'item', expected: '3', met: '4.0' });
  expect(journalled).toEqual([conflict]);
  expect(conflictSchema.parse(JSON.parse(JSON.stringify(conflict)))).toEqual(conflict);
});

it('tells an item that is gone from one that could not be read', async () => {
  const { conflicts } = told();
  const gone = await conflicts.lost(loss(() => Promise.resolve(undefined)));
  expect(gone.conflict).toMatchObject({ actualState: {}, attempt: { met: null } });
  expect(gone.conflict.incomplete).toBeUndefined();
  const unread = await conflicts.lost(loss(() => Promise.reject(new Error('no line'))));
  expect(unread.conflict.incomplete).toBe('The item could not be read after the loss: no line');
});

it('tells the loss even when it cannot be journalled', async () => {
  const { conflicts, warnings } = told(() => Promise.reject(new Error('disk full')));
  expect((await conflicts.lost(loss(() => Promise.resolve(seen)))).outcome).toBe('conflict');
  expect(warnings).toEqual(['A conflict on req-1 could not be journalled.']);
});
