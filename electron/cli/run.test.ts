import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { CliDeps } from './deps.ts';
import type { TextStream } from './output.ts';
import { runCli } from './run.ts';
import { bareDeps, noConnection, runHere, sink } from './runHere.fixture.ts';

const failing = (error: Error): CliDeps => ({ ...bareDeps, connect: () => Promise.reject(error) });

const COMMANDS = [
  'open',
  'serve',
  'init-db',
  'seed',
  'tables',
  'describe',
  'tasks',
  'events',
  'replay',
  'audit',
];

describe('help', () => {
  it('lists every command, and the exit statuses', async () => {
    const { status, stdout, stderr } = await runHere(['--help']);
    expect([status, stderr]).toEqual([0, '']);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(stdout).toContain('130 interrupted');
  });

  it.each(COMMANDS)('of %s has an example and where to connect', async (name) => {
    const { status, stdout } = await runHere([name, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`$ dynascope ${name}`);
    for (const option of ['--endpoint', '--region', '--profile', '--connection', '--layout', '--json']) {
      expect(stdout).toContain(option);
    }
  });

  it('tells the version', async () => {
    expect(await runHere(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
  });
});

describe('wrong use', () => {
  it.each([
    ['an unknown command', ['nonsense']],
    ['an unknown option', ['tables', '--nonsense']],
    ['a missing argument', ['events', 'tasks']],
    ['one argument too many', ['tables', 'more']],
    ['a bad address', ['tables', '--endpoint', 'localhost:8000']],
    ['a bad number', ['seed', '--tasks', 'many']],
    ['a bad time', ['seed', '--now', 'yesterday']],
    ['a bad port', ['serve', '--port', '70000']],
    ['two places at once', ['tables', '--connection', 'a', '--profile', 'b']],
    ['a profile’s keys for an address', ['tables', '--endpoint', 'http://127.0.0.1:1', '--profile', 'b']],
    ['an unknown layout', ['init-db', '--layout', 'nonsense']],
    ['a layout without demonstration data', ['seed', '--layout', 'castore']],
    ['a reducer', ['replay', 'tasks', 'a', '--reducer', 'mine.js']],
    ['a port in use', ['serve']],
    ['two links', ['dynascope://open/t/embedded/tasks', 'dynascope://open/t/embedded/tasks']],
  ])('is status 2 with a sentence: %s', async (_what, args) => {
    const { status, stdout, stderr } = await runHere(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/\w+ \w+/);
  });
});

it.each([
  ['scan', ['scan', 'tasks', '--limit', '5']],
  ['census', ['census', 'tasks', '--json']],
  ['scan', ['--json', 'scan', 'tasks']],
])('says that there is no command %s, whatever follows it', async (name, args) => {
  const { status, stdout, stderr } = await runHere(args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(new RegExp(`^There is no command ${name}[.,]`));
});

describe('what a failure’s status is', () => {
  it.each([
    [3, noConnection],
    [3, new AppError('AccessDenied', { message: 'You may not.' })],
    [3, new AppError('CredentialsExpired', { message: 'Sign in again.' })],
    [3, new AppError('EngineMissing', { message: 'No engine.' })],
    [3, new AppError('Throttled', { message: 'Too fast.' })],
    [2, new AppError('TableNotFound', { message: 'No such table.' })],
    [4, new AppError('OptimisticConflict', { message: 'Somebody was first.' })],
    [130, new AppError('Cancelled', { message: 'Cancelled.' })],
    [70, new TypeError('a fault of ours')],
  ])('%i', async (status, error) => {
    const ran = await runHere(['tables'], failing(error));
    expect(ran.status).toBe(status);
    expect(ran.stdout).toBe('');
    if (status !== 130) expect(ran.stderr).toContain(error.message);
  });

  it('is 130 once Ctrl-C was pressed, whatever came of it', async () => {
    const out = sink();
    const surroundings = { stdout: out.stream, stderr: out.stream, env: {}, signal: AbortSignal.abort() };
    expect(await runCli(['tables'], surroundings, bareDeps)).toBe(130);
  });

  it.each([
    ['says so', ['rebuild', 'tasks', '--all']],
    ['says so', ['rebuild', 'tasks', 'a', '--dry-run']],
    ['says so', ['audit', 'tasks']],
    ['says so', ['seed']],
    ['is quiet', ['tables']],
    ['is quiet', ['tasks', 'tasks']],
    ['is quiet', ['events', 'tasks', 'a']],
    ['is quiet', ['replay', 'tasks', 'a']],
  ])('is 130 when nobody reads on, and %s: %s', async (words, args) => {
    let goAway = (_: Error): void => undefined;
    const stdout: TextStream = { ...sink().stream, on: (_, listener) => void (goAway = listener) };
    const err = sink();
    const left: CliDeps = {
      ...bareDeps,
      connect: () => {
        goAway(new Error('EPIPE'));
        return Promise.reject(new AppError('Cancelled', { message: 'Cancelled.' }));
      },
    };
    const { signal } = new AbortController();
    expect(await runCli(args, { stdout, stderr: err.stream, env: {}, signal }, left)).toBe(130);
    expect(err.text()).toBe(words === 'is quiet' ? '' : 'Ended early: nobody reads the output any longer.\n');
  });

  it('is the window’s own, without a command', async () => {
    expect((await runHere([])).status).toBe(7);
    expect((await runHere(['dynascope://open/t/embedded/tasks'])).status).toBe(7);
    expect((await runHere(['--endpoint', 'http://127.0.0.1:8000'])).status).toBe(7);
  });

  it('never lets a message act upon the terminal', async () => {
    const { stderr } = await runHere(
      ['tables'],
      failing(new AppError('NotFound', { message: 'no \u001b[31m\u202e' })),
    );
    expect(stderr).toBe('no \\u001b[31m\\u202e\n');
  });
});
