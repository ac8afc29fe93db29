import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngineUnavailable } from '../engine/testEngine.ts';
import { builtCli, type BuiltCli } from './builtCli.fixture.ts';

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('an audit under a ceiling of units', () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await builtCli();
    const seeded = await cli.run(['seed', '--tasks', '20', '--seed', '5', '--now', '2026-11-21T12:00:00Z']);
    expect(seeded).toMatchObject({ status: 0, stderr: '' });
  });
  afterAll(() => cli.remove());

  const left = async () =>
    (await readdir(cli.temporary)).filter((name) => name.startsWith('dynascope-audit-'));

  it('waits where it has to, and then tells all that it found', async () => {
    const whole = await cli.run(['audit', 'tasks', '--json']);
    const paced = await cli.run(['audit', 'tasks', '--units-per-second', '50', '--json']);
    expect(paced).toMatchObject({ status: whole.status, stderr: '' });
    const { summary } = JSON.parse(paced.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(summary).toMatchObject({ tasks: 20, units: expect.any(Number) });
    expect(await left()).toEqual([]);
  });

  it('that loses what it waits for ends with a status and a sentence of its own', async () => {
    const careless = join(cli.folder, 'careless.cjs');
    await writeFile(
      careless,
      'const real = setTimeout; globalThis.setTimeout = (...args) => real(...args).unref();',
    );
    const ended = await cli.run(['audit', 'tasks', '--units-per-second', '50', '--json'], {
      NODE_OPTIONS: `--require ${careless}`,
    });
    expect(ended).toMatchObject({ status: 70, stdout: '' });
    expect(ended.stderr).toContain('ended before its work was done');
    expect(await left()).toEqual([]);
  });
});
