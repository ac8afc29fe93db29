import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testEngineUnavailable } from '../engine/testEngine.ts';
import { builtCli, type BuiltCli } from './builtCli.fixture.ts';

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('the built audit', () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await builtCli();
    const seeded = await cli.run(['seed', '--tasks', '200', '--seed', '5', '--now', '2026-11-21T12:00:00Z']);
    expect(seeded).toMatchObject({ status: 0, stderr: '' });
  });
  afterAll(() => cli.remove());

  const left = async () =>
    (await readdir(cli.temporary)).filter((name) => name.startsWith('dynascope-audit-'));

  const summaryOf = (stdout: string) =>
    z
      .object({ summary: z.object({ tasks: z.number(), units: z.number() }) })
      .parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).summary;

  it('waits where it has to, and then tells all that it found', async () => {
    const whole = await cli.run(['audit', 'tasks', '--json']);
    const paced = await cli.run(['audit', 'tasks', '--units-per-second', '50', '--json']);
    expect(paced).toMatchObject({ status: whole.status, stderr: '' });
    expect(summaryOf(paced.stdout).tasks).toBe(summaryOf(whole.stdout).tasks);
    expect(await left()).toEqual([]);
  });

  it('reads hardly more than it may in all', async () => {
    const all = summaryOf((await cli.run(['audit', 'tasks', '--json'])).stdout);
    expect(all.units).toBeGreaterThan(40);
    const ended = await cli.run(['audit', 'tasks', '--max-units', '20', '--json']);
    expect(ended.status).toBe(1);
    const { units } = summaryOf(ended.stdout);
    expect(units).toBeGreaterThanOrEqual(20);
    expect(units).toBeLessThanOrEqual(22);
    expect(ended.stderr).toContain(`ended at its ceiling, after ${Math.round(units)} read units`);
  });

  it('says of a reducer that cannot be run in whole sentences why', async () => {
    const file = join(cli.folder, 'reducer.mjs');
    await writeFile(file, 'export const initialState = {};');
    const refused = await cli.run(['audit', 'tasks', '--reducer', file]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('no function named reduce. Correct the file');
  });

  it('ends, where it loses what it waits for, with a status and a sentence of its own', async () => {
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
