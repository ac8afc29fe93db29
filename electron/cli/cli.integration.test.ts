import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PLANTED } from '../demo/planted/ids.ts';
import { testEngineUnavailable } from '../engine/testEngine.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.cjs');
const NOW = '2026-11-21T12:00:00Z';

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folders: string[] = [];
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-cli-'));
  folders.push(folder);
  return folder;
}

const start = (folder: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, DYNASCOPE_DATA: folder, FORCE_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

function ended(child: ChildProcess): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done) => child.once('close', (status) => done({ status, stdout, stderr })));
}

const run = (folder: string, ...args: readonly string[]): Promise<Ran> => ended(start(folder, args));

/** Every line of stdout, parsed: throws when anything else than JSON objects was printed. */
const lines = ({ stdout }: Ran): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      expect(line).toMatch(/^\{.*\}$/);
      return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
    });

const why = testEngineUnavailable('dynoxide');

describe.skipIf(why !== undefined)(`the command line against the embedded engine${why ?? ''}`, () => {
  let folder = '';

  beforeAll(async () => {
    expect(existsSync(CLI), 'dist/cli.cjs is missing: run npm run build first').toBe(true);
    folder = await newFolder();
    const seeded = await run(
      folder,
      'seed',
      '--tasks',
      '60',
      '--faults',
      '--seed',
      '5',
      '--now',
      NOW,
      '--json',
    );
    expect(seeded.stderr).toBe('');
    expect(lines(seeded)).toMatchObject([
      { table: 'tasks', tasks: 60 + Object.keys(PLANTED).length, skipped: 0 },
    ]);
  });

  afterAll(async () => {
    await Promise.all(folders.map((each) => rm(each, { recursive: true, force: true })));
  });

  it('init-db creates what is missing and tells what was there', async () => {
    const first = await run(folder, 'init-db', '--layout', 'all', '--prefix', 'dev-', '--json');
    expect([first.status, first.stderr]).toEqual([0, '']);
    const made = lines(first);
    expect(made).toContainEqual({ table: 'dev-tasks', created: true });
    expect(made).toHaveLength(12);
    const again = lines(await run(folder, 'init-db', 'all', '--prefix', 'dev-', '--json'));
    expect(again).toEqual(made.map((line) => ({ ...line, created: false })));
    expect(lines(await run(folder, 'init-db', '--json'))).toEqual([{ table: 'tasks', created: false }]);
  });

  it('seed gives the same data for the same seed and time, and leaves alone what is there', async () => {
    const other = await newFolder();
    expect((await run(other, 'seed', '--tasks', '60', '--seed', '5', '--now', NOW)).status).toBe(0);
    const ordinary = (ran: Ran) => lines(ran).filter((line) => !String(line['task']).includes('demo'));
    const [here, there] = await Promise.all([
      run(folder, 'tasks', 'tasks', '--json'),
      run(other, 'tasks', 'tasks', '--json'),
    ]);
    expect(ordinary(there)).toHaveLength(60);
    expect(ordinary(here)).toEqual(ordinary(there));
    const again = await run(other, 'seed', '--tasks', '60', '--seed', '5', '--now', NOW, '--json');
    expect(lines(again)).toEqual([{ table: 'tasks', tasks: 0, items: 0, skipped: 60 }]);
    expect(again.stderr).toBe('0 tasks written: all 60 ids are in tasks already; choose another --table.\n');
  });

  it('init-db tells every table of another make, after the missing ones are there', async () => {
    await run(folder, 'seed', '--tasks', '0', '--table', 'odd-task_records');
    await run(folder, 'seed', '--tasks', '0', '--table', 'odd-requests');
    const told = await run(folder, 'init-db', 'all', '--prefix', 'odd-', '--json');
    expect(told.status).toBe(2);
    const differing = lines(told).filter((line) => 'differences' in line);
    expect(differing.map((line) => line['table'])).toEqual(['odd-requests']);
    expect(lines(told)).toHaveLength(12);
    expect(lines(told).filter((line) => line['created'] === true)).toHaveLength(10);
    expect(told.stderr).toContain('“odd-requests” (key: expected id S, found PK S, SK S');
  });

  it('seed writes the tables of every layout, once', async () => {
    const now = ['--now', NOW, '--layout', 'all', '--prefix', 'all-', '--tasks', '1', '--json'];
    const first = lines(await run(folder, 'seed', '--table', 'all-tasks', ...now));
    expect(first.map((line) => line['layout'] ?? line['table'])).toEqual([
      'all-tasks',
      'record',
      'request',
      'workspace',
    ]);
    const again = lines(await run(folder, 'seed', '--table', 'all-tasks', ...now));
    for (const [index, line] of again.entries()) {
      expect([line['items'], line['skipped']]).toEqual([0, index === 0 ? 1 : first[index]?.['items']]);
    }
  });

  it('a layout named by hand is refused where the key cannot carry it, as in the window', async () => {
    const refused = await run(folder, 'tasks', 'all-requests', '--layout', 'task');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('(key: expected PK S, SK S, found id S)');
  });

  it('tables and describe tell items, keys, indexes and layout', async () => {
    const tables = lines(await run(folder, 'tables', '--json'));
    const tasks = tables.find((line) => line['table'] === 'tasks');
    expect(tasks).toMatchObject({
      detected: 'task',
      layout: 'task',
      key: { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } },
      indexes: [],
    });
    const described = await run(folder, 'describe', 'tasks', '--json');
    expect(lines(described)).toEqual([tasks]);
    const human = await run(folder, 'tables');
    expect(human.stdout).toMatch(/^TABLE +ITEMS +LAYOUT +KEY/);
    expect(human.stdout).not.toContain('\u001b');
  });

  it('tasks lists stored statuses, and those of a status alone', async () => {
    const all = lines(await run(folder, 'tasks', 'tasks', '--json'));
    expect(all).toContainEqual(
      expect.objectContaining({ task: PLANTED.long, status: 'succeeded', lastSeq: 12_000, events: 12_000 }),
    );
    // Eight items, one of which cannot be read.
    expect(all).toContainEqual(expect.objectContaining({ task: PLANTED.undecodable, lastSeq: 8, events: 7 }));
    for (const line of all) {
      expect(Object.keys(line)).toEqual(['task', 'status', 'lastSeq', 'events', 'updatedAt']);
    }
    const some = lines(
      await run(
        folder,
        'tasks',
        'tasks',
        '--status',
        'cancelled,pending',
        '--status',
        'dead_lettered',
        '--json',
      ),
    );
    const wanted = new Set<unknown>(['cancelled', 'pending', 'dead_lettered']);
    expect(some).toEqual(all.filter((line) => wanted.has(line['status'])));
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length);
  });

  it('tasks says of a status that no task has which there are', async () => {
    const ran = await run(folder, 'tasks', 'tasks', '--status', 'runing', '--json');
    expect([ran.status, ran.stdout]).toEqual([0, '']);
    expect(ran.stderr).toMatch(/^No task is runing; statuses here: .*\bsucceeded\b.*\.\n$/);
    expect((await run(folder, 'tasks', 'tasks', '--status', 'succeeded')).stderr).toBe('');
  });

  it('events come ordered by number, past the padding', async () => {
    const events = lines(await run(folder, 'events', 'tasks', PLANTED.long, '--json'));
    expect(events.map((event) => event['seq'])).toEqual(
      Array.from({ length: 12_000 }, (_, index) => index + 1),
    );
  });

  it('events keep every digit, name what cannot be read, and show only what is there', async () => {
    const shipped = await run(folder, 'events', 'tasks', PLANTED.raceStatus, '--json');
    expect(shipped.stdout).toMatch(/"parcel_number":\d{20}[,}]/);
    expect(lines(shipped)[0]).not.toHaveProperty('idempotency_key');
    expect(lines(shipped)[0]).toHaveProperty('correlation_id');
    const damaged = lines(await run(folder, 'events', 'tasks', PLANTED.undecodable, '--json'));
    expect(damaged[3]).toEqual({ seq: 4, key: 'EVENT#0004', undecodable: expect.stringContaining('event') });
    const hostile = await run(folder, 'events', 'tasks', PLANTED.hostile, '--json');
    expect(hostile.stdout).toContain('"__proto__":{"polluted":"yes"}');
    expect(hostile.stdout).not.toMatch(/[\u202a-\u202e\u001b]/);
    expect(lines(hostile)).toHaveLength(7);
  });

  it('replay compares with the stored projection and ends with 1 when it drifts', async () => {
    const agreed = await run(folder, 'replay', 'tasks', PLANTED.raceAppend, '--json');
    expect(agreed.status).toBe(0);
    expect(lines(agreed)).toMatchObject([{ seq: 8, drift: null, state: { status: 'succeeded' } }]);
    const edited = await run(folder, 'replay', 'tasks', PLANTED.edited, '--json');
    expect(edited.status).toBe(1);
    const [line] = lines(edited);
    expect(Object.keys(line ?? {})).toEqual(['task', 'seq', 'state', 'stored', 'drift']);
    expect(line?.['drift']).toMatchObject({
      class: 'diverged',
      fields: [{ field: 'status', stored: 'succeeded', replayed: 'retrying' }],
      equalsReplayAt: null,
    });
    const human = await run(folder, 'replay', 'tasks', PLANTED.lagging);
    expect(human.status).toBe(1);
    expect(human.stdout).toContain('lags: it equals the replay at event 7');
  });

  it('replay goes to any number or time', async () => {
    const at = async (point: string) =>
      lines(await run(folder, 'replay', 'tasks', PLANTED.raceAppend, '--at', point, '--json'))[0];
    expect(await at('0')).toMatchObject({ seq: 0, state: {} });
    expect(await at('3')).toMatchObject({ seq: 3, state: { status: 'running' } });
    expect(await at('99')).toMatchObject({ seq: 8, state: { status: 'succeeded' } });
    expect(await at('2026-11-21T07:00:02.500Z')).toMatchObject({ seq: 2, state: { status: 'pending' } });
    expect((await run(folder, 'replay', 'tasks', PLANTED.raceAppend, '--at', 'noon')).status).toBe(2);
    const early = await run(folder, 'replay', 'tasks', PLANTED.raceAppend, '--at', '2');
    expect(early).toMatchObject({ status: 0, stderr: '' });
    expect(early.stdout).toContain('agrees with the replay at its last event, 8.');
    const beyond = await run(folder, 'replay', 'tasks', PLANTED.raceAppend, '--at', '9999', '--json');
    expect(beyond.stderr).toBe('There is no event 9999: the last event is 8.\n');
  });

  it.each([
    [2, ['describe', 'nowhere']],
    [2, ['events', 'tasks', 'nobody']],
    [2, ['tasks', 'tasks', '--layout', 'record']],
    [2, ['tables', '--connection', 'nobody']],
    [2, ['nonsense']],
    [2, ['tables', '--profile', 'dynascope-nosuch']],
    [3, ['tables', '--endpoint', 'http://127.0.0.1:1']],
  ])('ends with %i, a sentence on stderr and nothing on stdout: %j', async (status, args) => {
    const ran = await run(folder, ...args, '--json');
    expect([ran.status, ran.stdout]).toEqual([status, '']);
    expect(ran.stderr.trim()).not.toBe('');
  });

  it('is quiet when the reader of its output goes away', async () => {
    const child = start(folder, ['events', 'tasks', PLANTED.long, '--json']);
    const end = ended(child);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await end).toMatchObject({ status: 130, stderr: '' });
  });

  it('serves the window until Ctrl-C, and then ends with 130', async () => {
    const child = start(folder, ['serve', '--json']);
    const end = ended(child);
    const url = await new Promise<string>((done) => child.stdout?.once('data', (text) => done(String(text))));
    expect(JSON.parse(url)).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.*token=/) });
    child.kill('SIGINT');
    expect((await end).status).toBe(130);
  });

  it('leaves only whole tasks behind when Ctrl-C comes while it writes', async () => {
    const other = await newFolder();
    await run(other, 'init-db');
    const child = start(other, ['seed', '--tasks', '20000', '--seed', '9']);
    const end = ended(child);
    // The engine is shared, so that another command sees the first tasks while the rest is being written.
    while (lines(await run(other, 'tasks', 'tasks', '--json')).length === 0 && child.exitCode === null);
    child.kill('SIGINT');
    expect((await end).status).toBe(130);
    const left = lines(await run(other, 'tasks', 'tasks', '--json'));
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(20_000);
    for (const line of left) expect(line['status'], String(line['task'])).not.toBeNull();
  });
});
