import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { isMissing } from '../settings/fileErrors.ts';
import { withFileLock } from '../settings/fileLock.ts';
import { ENGINE_KINDS, type Log } from './types.ts';

const markSchema = z.object({ pid: z.int().positive(), started: z.string().optional() });

/** One Dynascope that uses the engine. `id` tells two users in one process apart. */
const userSchema = z.object({ id: z.string(), process: markSchema });

/** What `engine.json` says of the engine that runs on a data folder. */
const recordSchema = z.object({
  format: z.literal(1),
  kind: z.enum(ENGINE_KINDS),
  name: z.string(),
  engine: markSchema,
  port: z.int().min(1).max(65535),
  /** Stands in the engine's command line, by which the process is recognised before it is ever ended. */
  dataPath: z.string().min(1),
  /** RFC 3339. */
  startedAt: z.string(),
  /** The Dynascope that started it. */
  owner: markSchema,
  users: z.array(userSchema),
});

/** What `engine.json` says of the engine that runs on a data folder. */
export type EngineRecord = z.infer<typeof recordSchema>;

/** One Dynascope that uses an engine. */
export type EngineUser = z.infer<typeof userSchema>;

/** Where the users of one engine agree on it. Change the record only inside `exclusively`. */
export interface Registry {
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** At once, since it is also asked in this process's last moment. */
  readonly read: () => EngineRecord | undefined;
  readonly write: (record: EngineRecord) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** Starting DynamoDB Local may take a while on a busy computer, and happens inside the lock. */
const LOCK_LIMIT_MS = 120_000;

/** The record in `<folder>/engine.json`, shared by every process on that folder. An unreadable one counts as none. */
export function sharedRegistry(folder: string, log: Log): Registry {
  const file = join(folder, 'engine.json');
  return {
    exclusively: (work) => withFileLock(join(folder, 'engine.lock'), work, LOCK_LIMIT_MS),
    read: () => {
      try {
        return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch (error) {
        if (!isMissing(error)) log(`${file} cannot be read and is not used.`);
        return undefined;
      }
    },
    write: (record) => writeFileAtomic(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 }),
    clear: () => rm(file, { force: true }),
  };
}

/** A record that nobody shares, for engines in memory. */
export function privateRegistry(): Registry {
  let record: EngineRecord | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    exclusively: (work) => {
      const next = last.then(work);
      last = next.catch(() => undefined);
      return next;
    },
    read: () => record,
    write: (changed) => {
      record = changed;
      return Promise.resolve();
    },
    clear: () => {
      record = undefined;
      return Promise.resolve();
    },
  };
}
