import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conflictJournal } from '../settings/conflictJournal.ts';
import { memoryTaskEventStore } from '../stores/taskEvents/memoryTaskEventStore.ts';
import { createTaskWrites } from './taskWrites.ts';

let dataFolder = '';
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'dynascope-writes-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

it('a conflict that was answered is on disk already, and reads back as it was told', async () => {
  const store = memoryTaskEventStore();
  await store.appendEvent('ord-1', { type: 'TaskCreated', at: '2026-11-01T09:00:00Z' }, 1);
  const journal = (connection: string) => conflictJournal({ dataFolder, connection, log: () => undefined });
  const writes = createTaskWrites({
    withStore: (_, work) => work(store),
    journalFor: (connection) => ({ record: journal(connection).append }),
    changes: { emit: () => undefined },
    clock: () => Date.parse('2026-11-01T10:00:00Z'),
    newId: () => 'c-1',
    warn: (message) => expect.unreachable(message),
  });
  const outcome = await writes.append(
    {
      connection: 'embedded',
      table: 'tasks',
      task: 'ord-1',
      expectedSeq: 1,
      event: { type: 'TaskCreated', data: { title: { S: 'Mine' } } },
      project: false,
    },
    { signal: new AbortController().signal },
  );
  if (outcome.outcome !== 'conflict') throw new Error(outcome.outcome);
  expect(await journal('embedded').list({ task: 'ord-1' })).toEqual([outcome.conflict]);
  expect(await journal('other').list()).toEqual([]);
});
