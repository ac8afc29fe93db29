import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markOf } from '../settings/process.ts';
import { endAbandonedEngine } from './endAbandoned.ts';
import { readRecord, startOther, tablesOf } from './engineTestKit.ts';
import { testEngineUnavailable } from './testEngine.ts';

const reason = testEngineUnavailable('dynoxide');

describe.skipIf(reason !== undefined)('endAbandonedEngine', () => {
  let dataFolder: string;
  let logged: string[];
  const end = () => endAbandonedEngine(dataFolder, (line) => logged.push(line));
  const recorded = () => existsSync(join(dataFolder, 'engine.json'));

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'dynascope-data-'));
    logged = [];
  });
  afterEach(async () => {
    await end();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it('ends the engine of a user that was killed, and its record', async () => {
    const user = await startOther(dataFolder);
    const { pid } = readRecord(dataFolder).engine;
    await user.kill();
    expect(await markOf(pid)).toBeDefined();
    await end();
    expect(await markOf(pid)).toBeUndefined();
    expect(recorded()).toBe(false);
    expect(logged.join()).toContain('left running');
  });

  it('leaves it to a second user that lives, and strikes off the dead one', async () => {
    const first = await startOther(dataFolder);
    const second = await startOther(dataFolder);
    const { pid, owner } = { ...readRecord(dataFolder).engine, owner: readRecord(dataFolder).owner.pid };
    await first.kill();
    await end();
    expect(await markOf(pid)).toBeDefined();
    expect(await tablesOf(second.endpoint)).toEqual([]);
    expect(readRecord(dataFolder).users).toHaveLength(1);
    expect(readRecord(dataFolder).owner.pid).not.toBe(owner);
    expect(logged).toEqual([]);
    await second.stop();
    expect(await markOf(pid)).toBeUndefined();
  });

  it('never ends another program that has the number of the engine now', async () => {
    const user = await startOther(dataFolder);
    const record = readRecord(dataFolder);
    await user.stop();
    // This very process: were it ended, the test would not go on.
    const engine = await markOf(process.pid);
    await writeFile(join(dataFolder, 'engine.json'), JSON.stringify({ ...record, engine, users: [] }));
    await end();
    expect(recorded()).toBe(false);
    expect(logged).toEqual([]);
  });

  it('does nothing where no engine ever ran, and makes no folder', async () => {
    const nowhere = join(dataFolder, 'nowhere');
    await endAbandonedEngine(nowhere, (line) => logged.push(line));
    expect(existsSync(nowhere)).toBe(false);
    expect(logged).toEqual([]);
  });
});
