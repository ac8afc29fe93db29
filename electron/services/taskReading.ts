import type { ReplayProgress } from '#shared/contract/replay.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { TaskSessionProxy } from '../replay/replayHost.ts';
import type { SessionProgress } from '../replay/taskSession.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';
import type { TaskHead } from '../stores/taskEvents/taskEventStore.ts';

/** Tells a window how far its task has come. */
export type TellProgress = (phase: ReplayProgress['phase'], progress: SessionProgress) => Promise<void>;

/**
 * How many of the last events come first, so that the end of a long stream is there at once: somewhat more than a window
 * shows. An engine on this computer takes 30 µs for each.
 */
const TAIL = 48;

/** Least time between two tellings while a task is being read, in milliseconds. */
const PACE_MS = 250;

/**
 * How much more there must be before a window is given reason to ask again: what it asks of a long stream takes the
 * worker long, and would have to be asked anew after every page.
 */
const MORE = 1.3;

/** What a task looked like before it was read, and its last events where they came along with that. */
export interface TaskEnd {
  readonly head: TaskHead;
  readonly items: readonly TaskItem[] | undefined;
}

const projectionItems = (taskId: string, { projection }: TaskHead): readonly TaskItem[] =>
  projection === undefined ? [] : [{ kind: 'projection', taskId, projection }];

/** Looks at the end of a task. Before everything else is read, so that whatever comes meanwhile is met by the next look. */
export async function readEnd(store: TaskReads, taskId: string, signal: AbortSignal): Promise<TaskEnd> {
  if (store.readTail === undefined) {
    return { head: await store.readHead(taskId, { signal }), items: undefined };
  }
  const { head, items } = await store.readTail(taskId, TAIL, { signal });
  return { head, items: [...items, ...projectionItems(taskId, head)] };
}

/**
 * Tells at a pace: never while an earlier telling is under way, and not too often. How many there are is told each time;
 * that the version has risen only when there are many more.
 */
function pacedBy(tell: TellProgress): (progress: SessionProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  let shown = { version: 0, events: 0 };
  let telling = false;
  return (progress) => {
    const now = performance.now();
    if (telling || now - last < PACE_MS) return;
    last = now;
    telling = true;
    const done = (): void => {
      telling = false;
    };
    // A window that cannot be told has gone, and its signal ends the reading.
    if (progress.events >= shown.events * MORE) shown = progress;
    tell('reading', { ...progress, version: shown.version }).then(done, done);
  };
}

/** Reads every item of the task into the session; of a task whose end is known its last events first. */
export async function readWhole(
  store: TaskReads,
  session: TaskSessionProxy,
  end: TaskEnd | undefined,
  tell: TellProgress,
  signal: AbortSignal,
): Promise<void> {
  if (end?.items !== undefined && end.items.length > 0) {
    await tell('reading', await session.add(end.items, { signal }));
  }
  const paced = pacedBy(tell);
  await store.readTask(session.taskId, {
    signal,
    tailFirst: end?.items === undefined ? TAIL : 0,
    lastSeq: end?.head.lastSeq,
    onItems: async (items) => paced(await session.add(items, { signal })),
    onPage: async (page) => paced(await session.addPages([page], { signal })),
  });
  await tell('ready', await session.complete());
}

/** How many of the last events are read again with every look: where writers race, they race at the end. */
const RECHECKED = 16;

/**
 * Reads the last events again, up to and behind `lastSeq`: an append that is only made where nothing lies yet never
 * changes them, any other write may. Not where that would be reading the whole stream once more.
 */
export async function recheckEnd(
  store: TaskReads,
  session: TaskSessionProxy,
  head: TaskHead,
  lastSeq: number,
  signal: AbortSignal,
): Promise<SessionProgress> {
  const last = Math.min(head.lastSeq, lastSeq);
  if (last === 0 || store.endsInOrder?.(session.taskId) === false) return session.progress();
  const after = Math.max(0, last - RECHECKED);
  const expected = head.lastSeq - after;
  return session.recheck(after, await store.readEventsAfter(session.taskId, after, { signal, expected }));
}

/** Forgets what the session holds and reads the task anew; until that has come to its end the session is not complete. */
export async function readAgain(
  store: TaskReads,
  session: TaskSessionProxy,
  { lastSeq }: TaskHead,
  signal: AbortSignal,
): Promise<SessionProgress> {
  await session.reset();
  await store.readTask(session.taskId, {
    signal,
    tailFirst: 0,
    lastSeq,
    onItems: async (items) => {
      await session.add(items, { signal });
    },
    onPage: async (page) => {
      await session.addPages([page], { signal });
    },
  });
  return session.complete();
}

/** Brings the session to what the head says, by reading only what is new. */
export async function catchUp(
  store: TaskReads,
  session: TaskSessionProxy,
  head: TaskHead,
  lastSeq: number,
  signal: AbortSignal,
): Promise<SessionProgress> {
  const { taskId } = session;
  // A stream never shrinks by itself: where events were removed, what is held is no longer true.
  if (head.lastSeq < lastSeq) return readAgain(store, session, head, signal);
  if (head.lastSeq > lastSeq) {
    const expected = head.lastSeq - lastSeq;
    const items = await store.readEventsAfter(taskId, lastSeq, { signal, expected });
    await session.add(items, { signal });
  }
  return head.projection === undefined
    ? session.removeProjection()
    : session.add(projectionItems(taskId, head), { signal });
}
