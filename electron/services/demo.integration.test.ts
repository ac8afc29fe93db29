import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conflict } from '#shared/model/conflict.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { definitionsOf } from '../layouts/definitions.ts';
import { createDemo } from './demo.ts';

const why = testEngineUnavailable('dynoxide');
const TABLES = (['task', 'record', 'request', 'workspace'] as const)
  .flatMap((layout) => definitionsOf(layout).map(({ table }) => table))
  .sort();

describe.skipIf(why !== undefined)(`an empty embedded database${why ?? ''}`, { timeout: 120_000 }, () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  let folder: string;
  let journalled: Conflict[];

  beforeEach(async () => {
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    folder = await mkdtemp(join(tmpdir(), 'dynascope-demo-'));
    journalled = [];
  });
  afterEach(async () => {
    dynamo.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Fills the database; `until` says at which number of items written it is cut off. Gives the numbers told. */
  const fill = async (until = Number.POSITIVE_INFINITY): Promise<readonly number[]> => {
    const abort = new AbortController();
    const told: number[] = [];
    const demo = createDemo({
      dataFolder: folder,
      journal: { append: (conflict) => Promise.resolve(void journalled.push(conflict)) },
      onProblem: ({ message }) => expect.fail(message),
    });
    const say = (message: string): void => {
      const items = Number(/([\d,]+) items written/.exec(message)?.[1]?.replaceAll(',', ''));
      told.push(items);
      if (items >= until) abort.abort();
    };
    await demo(dynamo, { say, signal: abort.signal });
    return told;
  };
  const items = async (): Promise<number> => {
    const counts = await Promise.all(TABLES.map(async (table) => (await dynamo.describeTable(table)).items));
    return counts.reduce((sum, count) => sum + count, 0);
  };

  it('gets the tables of every layout, once, after an interruption too, and the count goes on', async () => {
    await expect(fill(2000)).rejects.toMatchObject({ code: 'Cancelled' });
    expect(journalled).toEqual([]);
    await fill();
    expect(await dynamo.listTables()).toEqual(TABLES);
    expect(journalled.length).toBeGreaterThan(0);
    const whole = await items();
    expect(await fill()).toEqual([]);
    expect(await items()).toBe(whole);
  });

  it('is told of in one rising count over all layouts', async () => {
    const told = await fill();
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(await items());
  });

  it('stays empty where an earlier release has filled it before', async () => {
    await writeFile(join(folder, 'demo.json'), JSON.stringify({ version: 1, data: { state: 'done' } }));
    expect(await fill()).toEqual([]);
    expect(await dynamo.listTables()).toEqual([]);
  });
});
