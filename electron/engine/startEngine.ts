import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../settings/dataFolder.ts';
import { markOf } from '../settings/process.ts';
import { findEngine } from './findEngine.ts';
import type { Member } from './membership.ts';
import { privateRegistry, sharedRegistry } from './record.ts';
import { supervise } from './supervise.ts';
import { ENGINE_KINDS, type Engine, type EngineKind, type EngineProgram, type Log } from './types.ts';

/** What to start, and where its data lies. */
export interface EngineOptions {
  /** Absolute path. The engine's data lies in its `engine/`, the record of the running engine in `engine.json`. */
  readonly dataFolder: string;
  /** Nothing is kept and nothing is shared. */
  readonly inMemory?: boolean;
  /** Only this kind; without it the best that is found. */
  readonly kind?: EngineKind;
  /** Exactly this port; without it a free one. An engine that already runs keeps its own. */
  readonly port?: number;
  readonly log: Log;
  /** Folders from which npm packages are resolved; without it the working folder. */
  readonly resolveFrom?: readonly string[];
  /** Folder for a fetched DynamoDB Local; without it the system's. */
  readonly cacheFolder?: string;
  /** Whether DynamoDB Local may be fetched with Maven where dynoxide is missing; without it yes. */
  readonly allowFetch?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Where the data lies: dynoxide keeps one file, the others a folder. */
const dataPathOf = (folder: string, kind: EngineKind): string =>
  join(folder, kind === 'dynoxide' ? 'dynoxide.db' : kind);

const prepareDataPath = async (folder: string, kind: EngineKind): Promise<string> => {
  const path = dataPathOf(folder, kind);
  if (kind !== 'dynoxide') await mkdir(path, { recursive: true });
  return path;
};

/** The program, telling in its limits of data that another kind of engine keeps here and that it cannot show. */
const tellOfOtherData = (program: EngineProgram, folder: string): EngineProgram => {
  const other = ENGINE_KINDS.find((kind) => kind !== program.kind && existsSync(dataPathOf(folder, kind)));
  if (other === undefined) return program;
  const limits = [program.limits, `The data that ${other} keeps in ${folder} is not shown.`];
  return { ...program, limits: limits.filter((limit) => limit !== undefined).join(' ') };
};

/**
 * Finds the best engine, starts it on a loopback port (or joins the one that another Dynascope runs on the same data
 * folder), and watches it: when it ends unexpectedly it is started again, at most five times within a minute.
 *
 * When this process is killed outright the engine stays behind, until `endAbandonedEngine` or a next start that reuses it.
 * @throws AppError `EngineMissing` when no engine is found, `PortInUse` when `port` is taken, `EngineStopped` when it
 * does not come up, `InvalidInput` when an engine of another kind runs on this data folder.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { dataFolder, log, inMemory = false } = options;
  const found = await findEngine({
    kind: options.kind,
    resolveFrom: options.resolveFrom ?? [process.cwd()],
    cacheFolders: [options.cacheFolder ?? cacheFolder(), dataFolder],
    allowFetch: options.allowFetch ?? true,
    env: options.env ?? process.env,
    log,
  });
  const folder = inMemory ? await mkdtemp(join(tmpdir(), 'dynascope-engine-')) : join(dataFolder, 'engine');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const program = inMemory ? found : tellOfOtherData(found, folder);
  const self = (await markOf(process.pid)) ?? { pid: process.pid };
  const member: Member = {
    user: { id: randomUUID(), process: self },
    program,
    registry: inMemory ? privateRegistry() : sharedRegistry(dataFolder, log),
    dataPath: inMemory ? undefined : await prepareDataPath(folder, program.kind),
    logFile: join(folder, `${program.kind}.log`),
    log,
  };
  const cleanUp = inMemory ? () => rm(folder, { recursive: true, force: true }) : () => Promise.resolve();
  return supervise(member, options.port, cleanUp);
}
