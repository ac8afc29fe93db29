import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Conflict } from '#shared/model/conflict.ts';
import { conflictJournal, type JournalOptions } from './conflictJournal.ts';

let folder: string;
let logged: string[];
const open = (more: Partial<JournalOptions> = {}) =>
  conflictJournal({ dataFolder: folder, connection: 'embedded', log: (line) => logged.push(line), ...more });

const conflict = (id: string, more: Partial<Conflict> = {}): Conflict => ({
  id,
  at: '2026-01-01T00:00:00Z',
  table: 'tasks',
  taskId: 'task-1',
  evidence: 'recorded',
  attempt: { kind: 'status', expected: 'running', wanted: 'failed', seenSeq: 3 },
  actualStatus: 'succeeded',
  seenState: { status: { S: 'running' } },
  actualState: { status: { S: 'succeeded' } },
  actualSeq: 4,
  ...more,
});

const idsOf = (conflicts: readonly Conflict[]): readonly string[] => conflicts.map(({ id }) => id);

/** Collects ids as a watcher is told of them, until `count` have come. */
const collect = (journal: ReturnType<typeof open>, count: number): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const ids: string[] = [];
    const end = journal.watch(({ id }) => {
      if (ids.push(id) < count) return;
      end();
      resolve(ids);
    });
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-journal-'));
  logged = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lists what was appended, newest first, by table and task', async () => {
  expect(await open().list()).toEqual([]);
  await open().append(conflict('a'));
  await open().append(conflict('b', { taskId: 'task-2' }));
  await open().append(conflict('c', { table: 'others' }));
  expect(idsOf(await open().list())).toEqual(['c', 'b', 'a']);
  expect(await open().list({ table: 'tasks', task: 'task-2' })).toEqual([
    conflict('b', { taskId: 'task-2' }),
  ]);
  expect(idsOf(await open().list({ table: 'tasks' }))).toEqual(['b', 'a']);
  expect(await open({ connection: 'other' }).list()).toEqual([]);
  expect((await stat(join(folder, 'conflicts', 'embedded.jsonl'))).mode & 0o777).toBe(0o600);
});

it('leaves out lines that cannot be read, counts them, and goes on after a torn one', async () => {
  const file = join(folder, 'conflicts', 'embedded.jsonl');
  await open().append(conflict('a'));
  await appendFile(file, '{"id":"half"}\n{"id":"to');
  await open().append(conflict('b'));
  const content = await open().read();
  expect(idsOf(content.conflicts)).toEqual(['b', 'a']);
  expect(content.skipped).toBe(2);
  expect(logged.join()).toContain('2 of 4 lines');
});

it('loses none of many appended at the same time', async () => {
  const ids = Array.from({ length: 15 }, (_, index) => `id-${index}`);
  await Promise.all(ids.map((id) => open().append(conflict(id))));
  expect([...idsOf(await open().list())].sort()).toEqual([...ids].sort());
});

it('tells a watcher of what is appended from then on, here or elsewhere', async () => {
  const journal = open();
  await journal.append(conflict('before'));
  const here = collect(journal, 2);
  const elsewhere = collect(open(), 2);
  await journal.append(conflict('one'));
  await journal.append(conflict('two'));
  expect(await here).toEqual(['one', 'two']);
  expect(await elsewhere).toEqual(['one', 'two']);
});

it('takes bounded room, and a watcher sees across a rotation', async () => {
  const journal = open({ rotateAtBytes: 1500 });
  const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);
  const seen = collect(journal, ids.length);
  for (const id of ids) await journal.append(conflict(id));
  expect(await seen).toEqual(ids);
  const listed = idsOf(await journal.list());
  expect(listed[0]).toBe('id-19');
  expect(listed.length).toBeLessThan(20);
  expect(listed.length).toBeGreaterThanOrEqual(4);
  for (const file of await readdir(join(folder, 'conflicts'))) {
    expect((await stat(join(folder, 'conflicts', file))).size).toBeLessThan(2500);
  }
});

it('keeps a connection’s file inside its folder whatever the id', async () => {
  await open({ connection: '../../escape' }).append(conflict('a'));
  expect(await readdir(join(folder, 'conflicts'))).toEqual(['..%2F..%2Fescape.jsonl']);
  await writeFile(join(folder, 'conflicts', '..%2F..%2Fescape.jsonl'), '');
  expect(await open({ connection: '../../escape' }).list()).toEqual([]);
});
