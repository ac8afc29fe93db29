import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConnectionTarget } from '#shared/contract/connections.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { connectionsFile } from './connectionsFile.ts';
import type { FileProblem } from './jsonFile.ts';

let folder: string;
let problems: FileProblem[];
const open = () => connectionsFile(folder, (problem) => problems.push(problem));
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return hasCode(error, 'InvalidInput') || hasCode(error, 'NotFound') ? error.code : String(error);
};

const bare: ConnectionTarget = { kind: 'endpoint', endpoint: 'http://localhost:8000', region: 'eu-west-1' };
const keyed: ConnectionTarget = { ...bare, accessKeyId: 'AK' };
const secret: ConnectionTarget = { ...keyed, secretAccessKey: 'very secret' };
const embedded = { id: 'embedded', name: 'Embedded', target: { kind: 'embedded' } };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-connections-'));
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('always has the embedded connection, which cannot be removed or made twice', async () => {
  expect(await open().list()).toEqual([embedded]);
  expect(await open().target('embedded')).toEqual({ kind: 'embedded' });
  expect(await codeOf(open().remove('embedded'))).toBe('InvalidInput');
  expect(await codeOf(open().save({ name: 'Second', target: { kind: 'embedded' } }))).toBe('InvalidInput');
  expect(await codeOf(open().save({ id: 'embedded', name: 'Embedded', target: bare }))).toBe('InvalidInput');
  await open().save({ id: 'embedded', name: 'Mine', target: { kind: 'embedded' } });
  expect(await open().list()).toEqual([{ ...embedded, name: 'Mine' }]);
});

it('gives a secret to the host alone', async () => {
  const saved = await open().save({ name: 'Local', target: secret });
  expect(saved).toEqual({ id: saved.id, name: 'Local', target: keyed });
  expect(await open().list()).toEqual([embedded, saved]);
  expect(await open().target(saved.id)).toEqual(secret);
  expect(await open().get('local')).toEqual({ ...saved, target: secret });
  expect(await readFile(join(folder, 'connections.json'), 'utf8')).not.toContain('very secret');
  for (const file of ['connections.json', 'secrets.json']) {
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  }
});

it('keeps the saved secret when none is given, and drops it with its key or its connection', async () => {
  const { id } = await open().save({ name: 'Local', target: secret });
  await open().save({ id, name: 'Renamed', target: keyed });
  expect(await open().target(id)).toEqual(secret);
  await open().save({ id, name: 'Renamed', target: bare });
  expect(await open().target(id)).toEqual(bare);
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('very secret');
  await open().save({ id, name: 'Renamed', target: secret });
  await open().remove(id);
  expect(await open().list()).toEqual([embedded]);
  expect(await open().target(id)).toBeUndefined();
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('very secret');
});

it('does not let a secret out that was written into the list by hand', async () => {
  const connection = { id: 'x', name: 'By hand', target: secret };
  await writeFile(join(folder, 'connections.json'), JSON.stringify({ version: 1, data: [connection] }));
  expect((await open().list())[1]).toEqual({ ...connection, target: keyed });
});

it('refuses a name that is taken, an empty one, and an id that is not there', async () => {
  await open().save({ name: 'Local', target: bare });
  expect(await codeOf(open().save({ name: ' local', target: bare }))).toBe('InvalidInput');
  expect(await codeOf(open().save({ name: ' ', target: bare }))).toBe('InvalidInput');
  expect(await codeOf(open().save({ id: 'gone', name: 'Other', target: secret }))).toBe('NotFound');
  expect(await codeOf(open().get('gone'))).toBe('NotFound');
  await expect(stat(join(folder, 'secrets.json'))).rejects.toThrow('ENOENT');
});

it('loses none of several saved at the same time', async () => {
  await Promise.all(['A', 'B', 'C'].map((name) => open().save({ name, target: secret })));
  expect((await open().list()).map(({ name }) => name).sort()).toEqual(['A', 'B', 'C', 'Embedded']);
});

it('still has the embedded connection when its files are damaged, and keeps them aside', async () => {
  const { id } = await open().save({ name: 'Local', target: secret });
  await writeFile(join(folder, 'secrets.json'), 'junk');
  expect(await open().target(id)).toEqual(keyed);
  await writeFile(join(folder, 'connections.json'), 'junk');
  expect(await open().list()).toEqual([embedded]);
  expect(problems.map(({ movedTo }) => movedTo.replace(/-.*/, '').slice(-20))).toHaveLength(2);
});
