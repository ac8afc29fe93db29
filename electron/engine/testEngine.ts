import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#shared/errors/appError.ts';
import { cacheFolder } from '../settings/dataFolder.ts';
import {
  dynamoDbLocalFolder,
  dynamoDbLocalProgram,
  isDynamoDbLocalPrepared,
  prepareDynamoDbLocal,
} from './dynamoDbLocal.ts';
import { startProcess } from './engineProcess.ts';
import { javaUnavailable, mavenUnavailable } from './java.ts';
import { findDynoxide } from './npmEngines.ts';
import { freePort } from './port.ts';
import { LOCAL_MISSING } from './prepareTestEngines.ts';
import type { EngineProgram } from './types.ts';

/** The engines that test suites run against. */
export type TestEngineKind = 'dynoxide' | 'dynamodb-local';

/** An engine for one suite: in memory, on a port of its own. Any region and any keys do. */
export interface TestEngine {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

const missing = (kind: TestEngineKind): string | undefined => {
  if (kind === 'dynoxide') {
    return findDynoxide([process.cwd()]) === undefined
      ? `The npm package @dynoxide/${process.platform}-${process.arch} is not installed.`
      : undefined;
  }
  const java = javaUnavailable();
  if (java !== undefined || isDynamoDbLocalPrepared(cacheFolder())) return java;
  return process.env[LOCAL_MISSING] ?? mavenUnavailable();
};

/**
 * Why suites on this engine should be skipped here, as a plain sentence; undefined when they should run.
 * On CI (`CI` is set) always undefined: there a missing engine fails the suite when it starts.
 */
export function testEngineUnavailable(kind: TestEngineKind): string | undefined {
  const { CI } = process.env;
  return CI === undefined || CI === '' ? missing(kind) : undefined;
}

/** What an engine may take. */
export interface TestEngineRoom {
  /** Memory for DynamoDB Local, as Java writes it: `4g`. */
  readonly javaHeap?: string;
}

const programFor = async (kind: TestEngineKind, { javaHeap }: TestEngineRoom): Promise<EngineProgram> => {
  if (kind === 'dynoxide') {
    const program = findDynoxide([process.cwd()]);
    if (program !== undefined) return program;
    throw new AppError('EngineMissing', { message: missing(kind) ?? 'dynoxide was not found.' });
  }
  const java = javaUnavailable();
  if (java !== undefined) throw new AppError('EngineMissing', { message: java });
  await prepareDynamoDbLocal({ cacheFolder: cacheFolder(), log: () => undefined });
  return dynamoDbLocalProgram(dynamoDbLocalFolder(cacheFolder()), javaHeap);
};

const ATTEMPTS = 5;

/**
 * Starts an engine for tests, in memory. The first DynamoDB Local on a computer is fetched, which may take a minute.
 * @throws AppError `EngineMissing` when it cannot be had, `EngineStopped` when it does not start.
 */
export async function startTestEngine(kind: TestEngineKind, room: TestEngineRoom = {}): Promise<TestEngine> {
  const program = await programFor(kind, room);
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-test-engine-'));
  for (let attempt = 1; ; attempt++) {
    try {
      const running = await startProcess(program, {
        port: await freePort(),
        dataPath: undefined,
        logFile: join(folder, 'engine.log'),
      });
      process.once('exit', running.endNow);
      return {
        endpoint: `http://127.0.0.1:${running.port}`,
        stop: async () => {
          await running.stop();
          process.off('exit', running.endNow);
          await rm(folder, { recursive: true, force: true });
        },
      };
    } catch (error) {
      // Two suites may have picked the same free port; the one that lost it picks anew.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
