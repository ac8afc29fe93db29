import { AppError } from '#shared/errors/appError.ts';
import { isAlive } from '../settings/process.ts';
import type { EngineProcess } from './engineProcess.ts';
import { joinOrStart, leaveEngine, restartEngine, type Joined, type Member } from './membership.ts';
import { LOOPBACK } from './port.ts';
import { createStateCell } from './stateCell.ts';
import type { Engine } from './types.ts';

/** So many restarts are tried within so long; an engine that dies more often has a lasting reason to. */
const RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'The embedded engine did not start.';

/** Joins or starts the member's engine and keeps it running until `stop`; `cleanUp` comes last. Throws as `joinOrStart`. */
export async function supervise(
  member: Member,
  port: number | undefined,
  cleanUp: () => Promise<void>,
): Promise<Engine> {
  const { name, limits } = member.program;
  const cell = createStateCell(`${name} is starting.`);
  let stopped = false;
  let restarts: readonly number[] = [];
  let current: EngineProcess;
  let last: Promise<unknown> = Promise.resolve();

  /** Restarts, recoveries and the stop come one after another. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  const use = ({ process: running, shared }: Joined): void => {
    current = running;
    const about = shared ? ', shared with another Dynascope' : '';
    cell.set(
      'ready',
      `${name} answers on port ${running.port}${about}.${limits === undefined ? '' : ` ${limits}`}`,
    );
    void running.ended.then(() => inTurn(() => recover(running)));
  };

  const fail = (message: string): void =>
    cell.set('failed', message, `Reconnect to start it again. Its log: ${member.logFile}.`);

  const recover = async (ended: EngineProcess): Promise<void> => {
    if (stopped || ended !== current) return;
    const now = Date.now();
    restarts = restarts.filter((time) => now - time < RESTART_WINDOW_MS);
    if (restarts.length >= RESTARTS) {
      fail(`${name} stopped ${RESTARTS + 1} times within a minute and is not started again by itself.`);
      return;
    }
    restarts = [...restarts, now];
    cell.set('restarting', `${name} stopped unexpectedly and is being started again.`);
    member.log(`${name} stopped unexpectedly; starting it again.`);
    try {
      use(await joinOrStart(member, { before: ended.port }));
    } catch (error) {
      fail(`${name} stopped and could not be started again: ${sentenceOf(error)}`);
    }
  };

  const restart = async (): Promise<void> => {
    if (stopped) throw new AppError('EngineStopped', { message: 'The embedded engine has been stopped.' });
    restarts = [];
    cell.set('restarting', `${name} is being restarted.`);
    try {
      use(await restartEngine(member, current));
    } catch (error) {
      fail(`${name} could not be restarted: ${sentenceOf(error)}`);
      throw error;
    }
  };

  /** When this process exits without `stop`: a last courtesy, unless somebody else needs the engine. */
  const onExit = (): void => {
    const users = member.registry.read()?.users ?? [];
    if (!users.some((user) => user.id !== member.user.id && isAlive(user.process.pid))) current.endNow();
  };

  const first = await joinOrStart(
    member,
    port === undefined ? { before: undefined } : { exactly: port },
  ).catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  current = first.process;
  use(first);
  process.once('exit', onExit);

  return {
    name,
    endpoint: () => `http://${LOOPBACK}:${current.port}`,
    state: cell.now,
    watch: cell.watch,
    restart: () => inTurn(restart),
    stop: () =>
      inTurn(async () => {
        if (stopped) return;
        stopped = true;
        process.off('exit', onExit);
        await leaveEngine(member, current);
        await cleanUp();
        cell.set('stopped', `${name} has been stopped.`);
      }),
  };
}
