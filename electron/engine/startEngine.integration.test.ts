import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import { isAlive, markOf } from '../settings/process.ts';
import { createTable, nextState, readRecord, startOther, tablesOf, until } from './engineTestKit.ts';
import { probe } from './probe.ts';
import { startEngine, type EngineOptions } from './startEngine.ts';
import { testEngineUnavailable } from './testEngine.ts';
import type { Engine } from './types.ts';

const reason = testEngineUnavailable('dynoxide');
const gone = (pid: number): Promise<true> =>
  until(`the end of process ${pid}`, async () => ((await markOf(pid)) === undefined ? true : undefined));
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe.skipIf(reason !== undefined)('embedded engine', () => {
  let dataFolder: string;
  let engines: Engine[];
  let logged: string[];

  const start = async (options: Partial<EngineOptions> = {}): Promise<Engine> => {
    const engine = await startEngine({ dataFolder, log: (line) => logged.push(line), ...options });
    engines.push(engine);
    return engine;
  };

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'dynascope-data-'));
    engines = [];
    logged = [];
  });

  afterEach(async () => {
    for (const engine of engines) await engine.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it('keeps data over a stop and a second start, and leaves no process behind', async () => {
    const first = await start();
    expect(first.name).toMatch(/^dynoxide \d/);
    expect(first.state()).toMatchObject({ state: 'ready' });
    await createTable(first.endpoint(), 'kept');
    const { pid } = readRecord(dataFolder).engine;
    await first.stop();
    expect(first.state().state).toBe('stopped');
    expect(await markOf(pid)).toBeUndefined();
    await expect(stat(join(dataFolder, 'engine.json'))).rejects.toThrow('ENOENT');
    expect(await tablesOf((await start()).endpoint())).toEqual(['kept']);
  });

  it('keeps nothing in memory', async () => {
    const first = await start({ inMemory: true });
    await createTable(first.endpoint(), 'forgotten');
    await first.stop();
    expect(await tablesOf((await start({ inMemory: true })).endpoint())).toEqual([]);
  });

  it('starts a killed engine again on the same port, says so, and has its data', async () => {
    const engine = await start();
    await createTable(engine.endpoint(), 'survivor');
    const before = { endpoint: engine.endpoint(), pid: readRecord(dataFolder).engine.pid };
    const told = Promise.all([nextState(engine, 'restarting'), nextState(engine, 'ready')]);
    process.kill(before.pid, 'SIGKILL');
    const [restarting] = await told;
    expect(restarting.message).toContain('stopped unexpectedly');
    expect(engine.endpoint()).toBe(before.endpoint);
    expect(readRecord(dataFolder).engine.pid).not.toBe(before.pid);
    expect(await tablesOf(engine.endpoint())).toEqual(['survivor']);
  });

  it('gives up on an engine that dies again and again, and starts it when asked', async () => {
    const engine = await start();
    const failed = nextState(engine, 'failed');
    for (let crash = 0; crash < 6; crash++) {
      const settled = crash === 5 ? failed : nextState(engine, 'ready');
      process.kill(readRecord(dataFolder).engine.pid, 'SIGKILL');
      await settled;
    }
    const state = await failed;
    expect(state.message).toContain('6 times within a minute');
    expect(state.nextStep).toBeDefined();
    await engine.restart();
    expect(engine.state().state).toBe('ready');
    expect(await tablesOf(engine.endpoint())).toEqual([]);
  });

  it('restarts on request and tells its watchers', async () => {
    const engine = await start();
    const { pid } = readRecord(dataFolder).engine;
    const told = nextState(engine, 'restarting');
    await engine.restart();
    expect((await told).message).toContain('being restarted');
    expect(readRecord(dataFolder).engine.pid).not.toBe(pid);
    expect(await markOf(pid)).toBeUndefined();
  });

  it('is shared by two processes, and outlives the one that started it', async () => {
    const other = await startOther(dataFolder);
    const engine = await start();
    expect(engine.endpoint()).toBe(other.endpoint);
    expect(engine.state().message).toContain('shared');
    const { pid } = readRecord(dataFolder).engine;
    await other.stop();
    expect(await tablesOf(engine.endpoint())).toEqual([]);
    expect(readRecord(dataFolder)).toMatchObject({ engine: { pid }, owner: { pid: process.pid } });
    await engine.stop();
    await gone(pid);
  });

  it('comes back to both processes when it is killed, as one engine', async () => {
    const other = await startOther(dataFolder);
    const engine = await start();
    const { pid } = readRecord(dataFolder).engine;
    const ready = nextState(engine, 'ready');
    process.kill(pid, 'SIGKILL');
    await ready;
    await until('the other to be ready again', () => (other.lines.length >= 3 ? true : undefined));
    expect(other.lines).toEqual([
      `ready ${engine.endpoint()}`,
      `restarting ${engine.endpoint()}`,
      `ready ${engine.endpoint()}`,
    ]);
    expect(readRecord(dataFolder).users).toHaveLength(2);
    await other.stop();
  });

  it('is taken over when the process that started it is killed', async () => {
    const other = await startOther(dataFolder);
    const engine = await start();
    await other.kill();
    const { pid } = readRecord(dataFolder).engine;
    const ready = nextState(engine, 'ready');
    process.kill(pid, 'SIGKILL');
    await ready;
    expect(readRecord(dataFolder)).toMatchObject({ owner: { pid: process.pid } });
  });

  it('is started once by four that start at the same time', async () => {
    const all = await Promise.all([start(), start(), start(), start()]);
    expect(new Set(all.map((engine) => engine.endpoint())).size).toBe(1);
    expect(readRecord(dataFolder).users).toHaveLength(4);
  });

  it('reuses an engine whose Dynascope was killed, and ends it at the end', async () => {
    const other = await startOther(dataFolder);
    await createTable(other.endpoint, 'orphaned');
    await other.kill();
    const { pid } = readRecord(dataFolder).engine;
    expect(isAlive(pid)).toBe(true);
    const engine = await start();
    expect(await tablesOf(engine.endpoint())).toEqual(['orphaned']);
    expect(readRecord(dataFolder)).toMatchObject({ engine: { pid } });
    expect(logged.join()).toContain('left running');
    await engine.stop();
    await gone(pid);
  });

  it('copes with a record whose number now belongs to another program, and leaves that alone', async () => {
    const first = await start();
    const record = readRecord(dataFolder);
    await first.stop();
    const self = await markOf(process.pid);
    await writeFile(join(dataFolder, 'engine.json'), JSON.stringify({ ...record, engine: self, users: [] }));
    const engine = await start();
    expect(engine.state().state).toBe('ready');
    expect(readRecord(dataFolder).engine.pid).not.toBe(process.pid);
  });

  it('ends a recorded engine that runs but no longer answers', async () => {
    const other = await startOther(dataFolder);
    const { pid } = readRecord(dataFolder).engine;
    await other.kill();
    process.kill(pid, 'SIGSTOP');
    const engine = await start();
    expect(readRecord(dataFolder).engine.pid).not.toBe(pid);
    expect(await tablesOf(engine.endpoint())).toEqual([]);
    await gone(pid);
  });

  it('copes with an unreadable record and a lock left by a dead process', async () => {
    await writeFile(join(dataFolder, 'engine.json'), '{"format":');
    await writeFile(join(dataFolder, 'engine.lock'), '999999999');
    expect((await start()).state().state).toBe('ready');
    expect(logged.join()).toContain('cannot be read');
  });

  it('says in a sentence that a wanted port is taken', async () => {
    const server: Server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const error = await failureOf(start({ port }));
    server.close();
    expect(hasCode(error, 'PortInUse') && error.details).toEqual({ port });
    const engine = await start({ port });
    expect(engine.endpoint()).toBe(`http://127.0.0.1:${port}`);
    expect(await probe(port)).toBe(true);
  });

  it('says in a sentence why an engine does not start', async () => {
    await writeFile(join(dataFolder, 'not-an-engine'), '#!/bin/sh\necho cannot open the database\nexit 1\n', {
      mode: 0o755,
    });
    const env = { DYNASCOPE_ENGINE: join(dataFolder, 'not-an-engine') };
    const error = await failureOf(start({ env }));
    expect(hasCode(error, 'EngineStopped') && error.cause).toContain('cannot open the database');
  });
});
