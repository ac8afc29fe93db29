import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkpointFiles, type AuditCheckpoint } from './auditCheckpoint.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const place = {
  scans: [
    { table: 't', plan: { segments: 1, inFlight: 1 }, position: { 0: { p: { S: 'ü' } }, 1: null } },
    {
      table: 'parted',
      plan: { segments: 2, inFlight: 2, limit: 9, ranges: { hash: 'p', range: 's', bounds: ['ü'] } },
      position: {},
    },
  ],
  bytes: 12,
  items: 3,
  units: 1.5,
  unitsEstimated: true,
  seconds: 2,
} satisfies Partial<AuditCheckpoint>;

const file = (): string => join(folder, 'checkpoint.json');

const passes = async (): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('pass-'));

it('is read as it was written, what the pass had come to as it is in a file of its own', async () => {
  const pass = JSON.stringify({ text: '“ü”\n𝄞\ud800', data: 'x'.repeat(1000) });
  const { read, write } = checkpointFiles(folder);
  await write({ ...place, pass });
  expect(await read()).toEqual({ ...place, pass });
  expect(await readFile(file(), 'utf8')).not.toContain('xxx');
  const [name = ''] = await passes();
  expect(await readFile(join(folder, name), 'utf8')).toBe(pass);
});

it.each(['', 'x'])(
  'keeps every character of a text that is written in several slices, after “%s”',
  async (first) => {
    const { read, write } = checkpointFiles(folder);
    const pass = `${first}${'𝄞'.repeat(1 << 20)}ü`;
    await write({ ...place, pass });
    expect((await read())?.pass === pass).toBe(true);
  },
);

it('takes the place of the one before, and of what was never finished', async () => {
  const { read, write, drop } = checkpointFiles(folder);
  await write({ ...place, pass: 'first' });
  // As a program leaves it that ends before the checkpoint names the file.
  await writeFile(join(folder, 'pass-unfinished.txt'), 'sec');
  expect((await read())?.pass).toBe('first');
  await write({ ...place, items: 4, pass: 'second' });
  expect(await read()).toEqual({ ...place, items: 4, pass: 'second' });
  expect(await passes()).toHaveLength(1);
  await drop();
  expect([await read(), await readdir(folder)]).toEqual([undefined, []]);
});

it('leaves the one before in place when it cannot be written', async () => {
  const { read, write } = checkpointFiles(folder);
  await write({ ...place, pass: 'first' });
  const broken = { ...place, pass: 'second', toJSON: () => expect.unreachable() };
  await expect(write(broken)).rejects.toThrow();
  expect((await read())?.pass).toBe('first');
  expect(await passes()).toHaveLength(1);
});

it('is read from where it lay whole in one file, which the next one replaces', async () => {
  const { read, write } = checkpointFiles(folder);
  await writeFile(file(), JSON.stringify({ version: 2, ...place, pass: 'old' }));
  expect(await read()).toEqual({ ...place, pass: 'old' });
  await write({ ...place, pass: 'new' });
  expect((await read())?.pass).toBe('new');
});

it('is none where the file of the pass is gone, or another is named than its own', async () => {
  const { read, write } = checkpointFiles(folder);
  await write({ ...place, pass: 'first' });
  for (const name of await passes()) await rm(join(folder, name));
  expect(await read()).toBeUndefined();
  await writeFile(file(), JSON.stringify({ version: 3, ...place, passFile: '../run.json' }));
  expect(await read()).toBeUndefined();
});
