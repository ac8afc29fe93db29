import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../settings/dataFolder.ts';
import { isDynamoDbLocalPrepared, prepareDynamoDbLocal } from './dynamoDbLocal.ts';
import { createTable, nextState, readRecord, tablesOf } from './engineTestKit.ts';
import { startEngine } from './startEngine.ts';
import { testEngineUnavailable } from './testEngine.ts';
import type { Engine } from './types.ts';

const reason = testEngineUnavailable('dynamodb-local');

/** Whether anything listens on `port` of `host`. */
const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });

const ownAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find((each) => each.family === 'IPv4' && !each.internal)?.address;

describe.skipIf(reason !== undefined)('embedded DynamoDB Local', () => {
  let dataFolder: string;
  let engines: Engine[];

  const start = async (): Promise<Engine> => {
    const engine = await startEngine({ dataFolder, kind: 'dynamodb-local', log: () => undefined });
    engines.push(engine);
    return engine;
  };

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'dynascope-data-'));
    engines = [];
    await prepareDynamoDbLocal({ cacheFolder: cacheFolder(), log: () => undefined });
  });

  afterEach(async () => {
    for (const engine of engines) await engine.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it('keeps data over a crash and a second start', async () => {
    const first = await start();
    expect(first.name).toBe('DynamoDB Local 3.1.0');
    const endpoint = first.endpoint();
    await createTable(endpoint, 'kept');
    const ready = nextState(first, 'ready');
    process.kill(readRecord(dataFolder).engine.pid, 'SIGKILL');
    await ready;
    expect(first.endpoint()).toBe(endpoint);
    expect(await tablesOf(endpoint)).toEqual(['kept']);
    await first.stop();
    expect(await tablesOf((await start()).endpoint())).toEqual(['kept']);
  });

  it('listens on loopback only', async (context) => {
    const address = ownAddress();
    if (address === undefined) return context.skip('This computer has no other address.');
    const { port } = new URL((await start()).endpoint());
    expect(await listens('127.0.0.1', Number(port))).toBe(true);
    expect(await listens(address, Number(port))).toBe(false);
  });

  it('says that data of another engine is not shown', async () => {
    await start();
    await engines[0]?.stop();
    await writeFile(join(dataFolder, 'engine', 'dynoxide.db'), '');
    expect((await start()).state().message).toContain('The data that dynoxide keeps');
  });

  it('is fetched once by two that need it at the same time', async () => {
    const lines: string[] = [];
    const fresh = { cacheFolder: join(dataFolder, 'cache'), log: (line: string) => lines.push(line) };
    expect(isDynamoDbLocalPrepared(fresh.cacheFolder)).toBe(false);
    const [one, two] = await Promise.all([prepareDynamoDbLocal(fresh), prepareDynamoDbLocal(fresh)]);
    expect(one).toBe(two);
    expect(isDynamoDbLocalPrepared(fresh.cacheFolder)).toBe(true);
    expect(lines.filter((line) => line.startsWith('Fetching'))).toHaveLength(1);
    expect(await readdir(fresh.cacheFolder)).toEqual(['dynamodb-local-3.1.0']);
  });
});
