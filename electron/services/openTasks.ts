import type { TaskRef } from '#shared/contract/common.ts';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import { isAppError } from '#shared/errors/appError.ts';
import { isRetryable } from '#shared/errors/codes.ts';
import type { ReplayHost, TaskSessionProxy } from '../replay/replayHost.ts';
import type { SessionProgress } from '../replay/taskSession.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';
import type { TaskHead } from '../stores/taskEvents/taskEventStore.ts';
import { createHandles } from './handles.ts';
import type { TaskChanges } from './taskChanges.ts';
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

/** How many of the last events come first, so that the end of a long stream is there at once. */
const TAIL = 200;

/** How long to wait where nothing says how long, in milliseconds. */
const LONGEST = 60_000;

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Makes the service that opens tasks. */
export function createOpenTasks(deps: OpenTasksDeps): OpenTasks {
  const sessions = createHandles<{ readonly ref: TaskRef; readonly session: TaskSessionProxy }>(
    'task',
    deps.newId,
  );

  const open = async (ref: TaskRef, { signal, emit }: TaskListener): Promise<void> => {
    const session = await deps.replayHost.openTask(ref.task, await deps.setupOf?.(ref));
    const handle = sessions.add({ ref, session });
    const bell = createBell();
    const stopListening = deps.changes.on((change) => {
      if (change.connection === ref.connection && change.table === ref.table && change.task === ref.task) {
        bell.ring();
      }
    });
    const tell = (
      phase: ReplayProgress['phase'],
      { version, events, lastSeq }: SessionProgress,
    ): Promise<void> => emit({ handle, phase, version, events, lastSeq });
    try {
      await tell('reading', await session.progress());
      if ((await deps.pollEvery(ref)) === undefined) {
        await deps.withStore(ref, (store) => readWhole(store, session, tell, signal));
        await aborted(signal);
        return;
      }
      // Asked before the reading, so that whatever comes meanwhile is met by the next look.
      const head = await deps.withStore(ref, (store) => store.readHead(ref.task, { signal }));
      await deps.withStore(ref, (store) => readWhole(store, session, tell, signal));
      await watch(ref, session, head, bell, tell, signal);
    } finally {
      stopListening();
      sessions.remove(handle);
      session.close();
    }
  };

  const watch = async (
    ref: TaskRef,
    session: TaskSessionProxy,
    atReading: TaskHead,
    bell: Bell,
    tell: (phase: ReplayProgress['phase'], progress: SessionProgress) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> => {
    let known = atReading;
    const isOver = (): boolean => signal.aborted;
    for (;;) {
      await bell.wait((await deps.pollEvery(ref)) ?? LONGEST, signal);
      if (isOver()) return;
      try {
        const { version } = await session.progress();
        const after = await deps.withStore(ref, async (store) => {
          const head = await store.readHead(ref.task, { signal });
          if (sameText(head, known)) return undefined;
          const caughtUp = await catchUp(store, session, head, known.lastSeq, signal);
          known = head;
          return caughtUp;
        });
        if (after === undefined || after.version === version) continue;
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

/** Reads every item of the task into the session: the tail first, so that the last events are there at once. */
async function readWhole(
  store: TaskReads,
  session: TaskSessionProxy,
  tell: (phase: ReplayProgress['phase'], progress: SessionProgress) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await store.readTask(session.taskId, {
    signal,
    tailFirst: TAIL,
    onItems: async (items) => tell('reading', await session.add(items, { signal })),
  });
  await tell('ready', await session.complete());
}

/** Brings the session to what the head says, by reading only what is new. */
async function catchUp(
  store: TaskReads,
  session: TaskSessionProxy,
  head: TaskHead,
  lastSeq: number,
  signal: AbortSignal,
): Promise<SessionProgress> {
  if (head.lastSeq < lastSeq) {
    // Events were removed: a stream never shrinks by itself, so what is held is no longer true.
    await session.reset();
    await store.readTask(session.taskId, {
      signal,
      tailFirst: 0,
      onItems: async (items) => {
        await session.add(items, { signal });
      },
    });
    return session.complete();
  }
  if (head.lastSeq > lastSeq) {
    const items = await store.readEventsAfter(session.taskId, lastSeq, { signal });
    await session.add(items, { signal });
  }
  const taskId = session.taskId;
  return head.projection === undefined
    ? session.removeProjection()
    : session.add([{ kind: 'projection', taskId, projection: head.projection }], { signal });
}
