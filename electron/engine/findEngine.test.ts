import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import { findEngine, type SearchOptions } from './findEngine.ts';
import { javaMajor, javaUnavailable } from './java.ts';

let folder: string;
let options: SearchOptions;

const install = async (name: string, files: Readonly<Record<string, string>>): Promise<void> => {
  const target = join(folder, 'node_modules', name);
  await mkdir(target, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(target, file), text);
};

const installDynoxide = (): Promise<void> =>
  install(`@dynoxide/${process.platform}-${process.arch}`, {
    'package.json': '{"version":"9.8.7"}',
    [process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide']: '',
  });

const installDynalite = (): Promise<void> =>
  install('dynalite', { 'package.json': '{"version":"4.0.0","bin":"cli.js"}', 'cli.js': '' });

const prepareLocal = async (): Promise<void> => {
  await mkdir(join(folder, 'dynamodb-local-3.1.0', 'lib'), { recursive: true });
  await writeFile(join(folder, 'dynamodb-local-3.1.0', 'lib', 'DynamoDBLocal-3.1.0.jar'), '');
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-find-'));
  options = {
    resolveFrom: [folder],
    cacheFolders: [folder],
    allowFetch: false,
    env: {},
    log: () => undefined,
  };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('prefers dynoxide, and names its version', async () => {
  await Promise.all([installDynoxide(), installDynalite(), prepareLocal()]);
  const program = await findEngine(options);
  expect(program).toMatchObject({ kind: 'dynoxide', name: 'dynoxide 9.8.7' });
  expect(program.args(4567, '/data/file.db')).toEqual(
    expect.arrayContaining(['--host', '127.0.0.1', '--port', '4567', '--db-path', '/data/file.db']),
  );
});

it.skipIf(javaUnavailable() !== undefined)('takes a prepared DynamoDB Local before dynalite', async () => {
  await Promise.all([installDynalite(), prepareLocal()]);
  const program = await findEngine(options);
  expect(program).toMatchObject({ kind: 'dynamodb-local', name: 'DynamoDB Local 3.1.0' });
  expect(program.args(4567, undefined)).toEqual(expect.arrayContaining(['-inMemory', '-disableTelemetry']));
  expect(program.args(4567, '/data/folder').slice(-2)).toEqual(['-dbPath', '/data/folder']);
});

it('takes dynalite last and tells what it lacks', async () => {
  await installDynalite();
  const program = await findEngine(options);
  expect(program).toMatchObject({ kind: 'dynalite', name: 'dynalite 4.0.0' });
  expect(program.limits).toContain('no transactions');
});

it('takes only the kind that is asked for', async () => {
  await Promise.all([installDynoxide(), installDynalite()]);
  expect((await findEngine({ ...options, kind: 'dynalite' })).kind).toBe('dynalite');
});

it('takes the program that DYNASCOPE_ENGINE names before all others', async () => {
  await installDynoxide();
  await writeFile(join(folder, 'mine'), '');
  const program = await findEngine({ ...options, env: { DYNASCOPE_ENGINE: join(folder, 'mine') } });
  expect(program).toMatchObject({ kind: 'dynoxide', command: join(folder, 'mine') });
});

it('does not quietly replace a program that DYNASCOPE_ENGINE names in vain', async () => {
  await installDynoxide();
  const error = await findEngine({ ...options, env: { DYNASCOPE_ENGINE: join(folder, 'nowhere') } }).catch(
    (caught: unknown) => caught,
  );
  expect(hasCode(error, 'EngineMissing') && error.message).toContain('where there is no file');
});

it('says what was missed and what to do when there is none', async () => {
  const error = await findEngine(options).catch((caught: unknown) => caught);
  if (!hasCode(error, 'EngineMissing')) throw error;
  expect(error.message).toContain(`@dynoxide/${process.platform}-${process.arch} is not installed`);
  expect(error.message).toContain('dynalite is not installed');
  expect(error.nextStep).toContain('npm install');
});

it('reads the major number of any Java', () => {
  expect(javaMajor('openjdk version "17.0.15" 2025-04-15')).toBe(17);
  expect(javaMajor('java version "1.8.0_402"')).toBe(8);
  expect(javaMajor('openjdk version "21" 2023-09-19')).toBe(21);
  expect(javaMajor('nonsense')).toBeUndefined();
});
