import { AppError } from '#shared/errors/appError.ts';
import { markOf, stillRuns, type ProcessMark } from '../settings/process.ts';
import { adopt, endRecordedEngine, isRecordedEngine, recordedEngineAnswers } from './adopt.ts';
import { startProcess, type EngineProcess } from './engineProcess.ts';
import { freePort, isPortFree } from './port.ts';
import type { EngineRecord, EngineUser, Registry } from './record.ts';
import type { EngineProgram, Log } from './types.ts';

/** One user of the engine on one data folder, and how it would start that engine. */
export interface Member {
  readonly user: EngineUser;
  readonly program: EngineProgram;
  readonly registry: Registry;
  readonly dataPath: string | undefined;
  readonly logFile: string;
  readonly log: Log;
}

/** The engine a member uses, and whether another Dynascope had started it. */
export interface Joined {
  readonly process: EngineProcess;
  readonly shared: boolean;
}

/** Which port to take: exactly `port`, or the one that was used before if it is still free. */
export type PortWish = { readonly exactly: number } | { readonly before: number | undefined };

/** The users whose process still runs. */
export const livingUsers = async (users: readonly EngineUser[]): Promise<EngineUser[]> => {
  const alive = await Promise.all(users.map((user) => stillRuns(user.process)));
  return users.filter((_, index) => alive[index]);
};

const others = async (member: Member, record: EngineRecord | undefined): Promise<EngineUser[]> =>
  (await livingUsers(record?.users ?? [])).filter((user) => user.id !== member.user.id);

const choosePort = async (wish: PortWish, recorded: number | undefined): Promise<number> => {
  if ('exactly' in wish) return wish.exactly;
  const port = wish.before ?? recorded;
  return port !== undefined && (await isPortFree(port)) ? port : freePort();
};

const markOfStarted = async (process: EngineProcess, name: string): Promise<ProcessMark> => {
  const mark = await markOf(process.pid);
  if (mark !== undefined) return mark;
  throw new AppError('EngineStopped', {
    message: `The embedded engine (${name}) ended right after its start.`,
    nextStep: 'Try again; if it fails again, move its data aside.',
  });
};

const start = async (member: Member, wish: PortWish, users: readonly EngineUser[]): Promise<Joined> => {
  const { program, registry, dataPath, logFile } = member;
  const port = await choosePort(wish, registry.read()?.port);
  const process = await startProcess(program, { port, dataPath, logFile });
  await registry.write({
    format: 1,
    kind: program.kind,
    name: program.name,
    engine: await markOfStarted(process, program.name),
    port,
    dataPath: dataPath ?? '',
    startedAt: new Date().toISOString(),
    owner: member.user.process,
    users: [...users, member.user],
  });
  return { process, shared: false };
};

/**
 * Uses the engine that runs on the data folder, whoever started it and whether or not they still live; starts one when
 * none answers. A recorded engine that runs without answering is ended first.
 * @throws AppError `InvalidInput` when an engine of another kind runs there; else as `startProcess`.
 */
export function joinOrStart(member: Member, wish: PortWish): Promise<Joined> {
  return member.registry.exclusively(async () => {
    const record = member.registry.read();
    const users = await others(member, record);
    if (record === undefined || !(await recordedEngineAnswers(record))) {
      if (record !== undefined) await endRecordedEngine(record);
      return start(member, wish, users);
    }
    if (record.kind !== member.program.kind) {
      throw new AppError('InvalidInput', {
        message: `Another Dynascope already runs ${record.name} on this data folder, not ${member.program.name}.`,
        nextStep: 'Close it first, or use another data folder (DYNASCOPE_DATA).',
      });
    }
    if (users.length === 0) member.log(`Reusing ${record.name}, which an earlier Dynascope left running.`);
    await member.registry.write({ ...record, users: [...users, member.user] });
    return { process: adopt(record), shared: true };
  });
}

/** Ends the engine and starts it anew on the same port if that stays free. Its other users find it there again. */
export function restartEngine(member: Member, process: EngineProcess): Promise<Joined> {
  return member.registry.exclusively(async () => {
    const record = member.registry.read();
    await process.stop();
    if (record !== undefined) await endRecordedEngine(record);
    return start(member, { before: process.port }, await others(member, record));
  });
}

/** Stops using the engine, and ends it unless others use it. */
export function leaveEngine(member: Member, process: EngineProcess): Promise<void> {
  return member.registry.exclusively(async () => {
    const record = member.registry.read();
    const left = await others(member, record);
    const [heir] = left;
    if (record !== undefined && heir !== undefined && (await isRecordedEngine(record))) {
      process.release();
      await member.registry.write({ ...record, owner: heir.process, users: left });
      return;
    }
    await process.stop();
    await member.registry.clear();
  });
}
