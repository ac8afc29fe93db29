import { setTimeout as delay } from 'node:timers/promises';
import { commandLineOf, stillRuns } from '../settings/process.ts';
import { GRACE_MS, type EngineProcess } from './engineProcess.ts';
import { probe } from './probe.ts';
import type { EngineRecord } from './record.ts';

const POLL_MS = 250;
const ANSWER_LIMIT_MS = 5000;

/** Whether the recorded process is the recorded engine and not another program that was given its number since. */
export async function isRecordedEngine(record: EngineRecord): Promise<boolean> {
  if (!(await stillRuns(record.engine))) return false;
  const line = await commandLineOf(record.engine.pid);
  return line !== undefined && line.includes(record.dataPath) && line.includes(String(record.port));
}

/** Whether the recorded engine runs and answers as DynamoDB within five seconds. */
export async function recordedEngineAnswers(record: EngineRecord): Promise<boolean> {
  const deadline = Date.now() + ANSWER_LIMIT_MS;
  while (await isRecordedEngine(record)) {
    if (await probe(record.port)) return true;
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return false;
}

const signal = async (record: EngineRecord, name: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  if (!(await isRecordedEngine(record))) return;
  try {
    process.kill(record.engine.pid, name);
  } catch {
    // It has ended in between, which is what we want.
  }
};

/** Ends the recorded engine if it verifiably is that; anything else is left alone. */
export async function endRecordedEngine(record: EngineRecord): Promise<void> {
  await signal(record, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (await isRecordedEngine(record)) {
    if (Date.now() > deadline) return signal(record, 'SIGKILL');
    await delay(20);
  }
}

/** An engine that another Dynascope started, looked at four times a second since it is no child of ours. */
export function adopt(record: EngineRecord): EngineProcess {
  const released = new AbortController();
  const looking = (): boolean => !released.signal.aborted;
  const ended = (async () => {
    while (looking() && (await stillRuns(record.engine))) await delay(POLL_MS, undefined, { ref: false });
    // Released: we no longer know, and nobody may be told that it has ended.
    if (!looking()) await new Promise<never>(() => undefined);
  })();
  return {
    pid: record.engine.pid,
    port: record.port,
    ended,
    stop: () => endRecordedEngine(record),
    endNow: () => undefined,
    release: () => released.abort(),
  };
}
