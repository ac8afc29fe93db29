import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { z } from 'zod';

const recordSchema = z.object({ engine: z.object({ pid: z.int().positive() }), port: z.int().positive() });

/** Where the engine of a data folder answers now, for writing what no part of the program writes. */
export async function engineEndpoint(dataFolder: string): Promise<string> {
  const record: unknown = JSON.parse(await readFile(join(dataFolder, 'engine.json'), 'utf8'));
  return `http://127.0.0.1:${recordSchema.parse(record).port}`;
}

/** The process that is the engine of a data folder now. */
export async function enginePid(dataFolder: string): Promise<number> {
  const record: unknown = JSON.parse(await readFile(join(dataFolder, 'engine.json'), 'utf8'));
  return recordSchema.parse(record).engine.pid;
}

/** Ends the engine of a data folder the hard way; gives the process that was ended. */
export async function killEngine(dataFolder: string): Promise<number> {
  const pid = await enginePid(dataFolder);
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Ends the engine and waits until another has been started in its place. */
export async function killEngineAndWait(dataFolder: string): Promise<void> {
  const killed = await killEngine(dataFolder);
  await expect.poll(() => enginePid(dataFolder).catch(() => killed)).not.toBe(killed);
}
