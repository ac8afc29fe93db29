import type { TaskRef } from '#shared/contract/common.ts';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import { isAppError } from '#shared/errors/appError.ts';
import { isRetryable } from '#shared/errors/codes.ts';
import type { ReplayHost, TaskSessionProxy } from '../replay/replayHost.ts';
import type { TaskHead } from '../stores/taskEvents/taskEventStore.ts';
import { createHandles } from './handles.ts';
import { watchSlowReducer } from './slowReducer.ts';
import { tellLatest } from './tellLatest.ts';
import { POLL } from './poll.ts';
import type { TaskChanges } from './taskChanges.ts';
import { catchUp, readAgain, readEnd, recheckEnd, readWhole, type TellProgress } from './taskReading.ts';
import { aborted, createBell, type Bell } from './waiting.ts';
import type { SetupOf, WithReads } from './withStore.ts';

/** What opened tasks stand on. */
export interface OpenTasksDeps {
  readonly replayHost: ReplayHost;
  readonly withStore: WithReads;
  /** Left out: every table is read as the layout `task` says. */
  readonly setupOf?: SetupOf;
  readonly changes: TaskChanges;
  /**
   * How long to wait between two looks at the end of the stream, in milliseconds; undefined where the end cannot be
   * looked at without reading far more: such a stream is read once.
   */
  readonly pollEvery: (ref: TaskRef) => Promise<number | undefined>;
  readonly newId: () => string;
}

/** What a window is told of a task that it opened. */
export interface TaskListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: ReplayProgress) => Promise<void>;
}

/** Tasks that windows have open, each replayed in the worker. */
export interface OpenTasks {
  /** Reads a task, watches it, and keeps it until the signal aborts. */
  open(ref: TaskRef, listener: TaskListener): Promise<void>;
  /** The session behind a handle. Throws `NotFound` when it has been closed. */
  session(handle: string): TaskSessionProxy;
  /** The task behind a handle. Throws `NotFound` as `session`. */
  refOf(handle: string): TaskRef;
}

/** How long to wait where nothing says how long, in milliseconds. */
const LONGEST = 60_000;

/** Where reading is paid for, the last events are read again with so many looks once, so that looking costs little more than the head. */
const PAID_LOOKS = 12;

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Makes the service that opens tasks. */
export function createOpenTasks(deps: OpenTasksDeps): OpenTasks {
  const sessions = createHandles<{ readonly ref: TaskRef; readonly session: TaskSessionProxy }>(
    'task',
    deps.newId,
  );

  const open = async (ref: TaskRef, { signal, emit }: TaskListener): Promise<void> => {
    const isWatched = (await deps.pollEvery(ref)) !== undefined;
    // On its way while the session is made.
    const looking = isWatched
      ? deps.withStore(ref, (store) => readEnd(store, ref.task, signal))
      : Promise.resolve(undefined);
    looking.catch(() => undefined);
    const session = await deps.replayHost.openTask(ref.task, await deps.setupOf?.(ref));
    const handle = sessions.add({ ref, session });
    const bell = createBell();
    const stopListening = deps.changes.on((change) => {
      if (change.connection === ref.connection && change.table === ref.table && change.task === ref.task) {
        bell.ring();
      }
    });
    let last: ReplayProgress | undefined;
    const emitLast = async (): Promise<void> => {
      const slow = watch.slow();
      if (last !== undefined) await emit({ ...last, ...(slow === undefined ? {} : { slow }) });
    };
    const watch = watchSlowReducer(tellLatest(emitLast));
    session.onRunning(watch.take);
    const tell: TellProgress = (phase, { version, events, lastSeq }) => {
      last = { handle, phase, version, events, lastSeq };
      return emitLast();
    };
    try {
      await tell('reading', await session.progress());
      const end = await looking;
      await deps.withStore(ref, (store) => readWhole(store, session, end, tell, signal));
      if (end === undefined) await aborted(signal);
      else await follow(ref, session, end.head, bell, tell, signal);
    } finally {
      watch.stop();
      stopListening();
      sessions.remove(handle);
      session.close();
    }
  };

  const follow = async (
    ref: TaskRef,
    session: TaskSessionProxy,
    atReading: TaskHead,
    bell: Bell,
    tell: TellProgress,
    signal: AbortSignal,
  ): Promise<void> => {
    let known = atReading;
    let looks = 0;
    const isOver = (): boolean => signal.aborted;
    for (;;) {
      const pace = (await deps.pollEvery(ref)) ?? LONGEST;
      await bell.wait(pace, signal);
      if (isOver()) return;
      looks += 1;
      const isDue = pace < POLL.cloud || looks % PAID_LOOKS === 0;
      try {
        const { version, complete } = await session.progress();
        const after = await deps.withStore(ref, async (store) => {
          const head = await store.readHead(ref.task, { signal });
          if (!complete) {
            // An outage has cut off reading the task anew: what is held is only a part, whatever the head says.
            const whole = await readAgain(store, session, head, signal);
            known = head;
            return whole;
          }
          const checked = isDue
            ? await recheckEnd(store, session, head, known.lastSeq, signal)
            : await session.progress();
          if (sameText(head, known)) return checked;
          const caughtUp = await catchUp(store, session, head, known.lastSeq, signal);
          known = head;
          return caughtUp;
        });
        if (after.version === version) continue;
        await tell('ready', after);
        deps.changes.emit(ref);
      } catch (error) {
        if (isOver()) return;
        // The connection's own state tells of an outage; the watch goes on when it is over.
        if (!(isAppError(error) && isRetryable(error.code))) throw error;
      }
    }
  };

  return {
    open,
    session: (handle) => sessions.get(handle).session,
    refOf: (handle) => sessions.get(handle).ref,
  };
}
