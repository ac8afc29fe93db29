import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';

/** What is kept of an event: where it stands and what it is linked by. */
export interface CausalEvent {
  readonly task: string;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  /** The name of its cause, see {@link nameOf}; undefined when none is told. */
  readonly cause: string | undefined;
  /** The id that its writer gave it, as names are compared. */
  readonly id: string | undefined;
  /** Its cause as written. */
  readonly written: string | undefined;
  readonly request: string | undefined;
  readonly correlation: string | undefined;
}

/** Who caused what, of the tasks of a table, as far as there is room. */
export interface CausalIndex {
  /** Puts the events of a task in place of those known before; none: the task is gone. */
  put(task: string, items: readonly TaskItem[]): void;
  eventAt(task: string, seq: number): CausalEvent | undefined;
  hasTask(task: string): boolean;
  /** Events whose cause has this name, or is written so. */
  causedBy(name: string): readonly CausalEvent[];
  /** The event that its writer gave this id: of several that of `task`, else the first. */
  byId(name: string, task: string): CausalEvent | undefined;
  /** The first event that carries an idempotency key. */
  byRequest(name: string): CausalEvent | undefined;
  /** Events of a correlation. */
  correlated(correlation: string): readonly CausalEvent[];
  /** Whether events were left out for want of room. */
  readonly isFull: boolean;
}

/** How many events are kept: some 250 bytes each. */
const ROOM = 200_000;

const EVENT_OF_TASK = /^(.+)[@/#](\d{1,15})$/s;

/**
 * An id as it is compared: `<task>@<sequence>`, where `/` and `#` serve as well and the number may be padded; any other
 * text stands for itself.
 */
export function nameOf(id: string): string {
  const match = EVENT_OF_TASK.exec(id);
  return match === null ? id : `${match[1] ?? ''}@${String(Number(match[2]))}`;
}

/** The task and the sequence that a name tells; undefined when it is no such name. */
export function placeOf(name: string): { readonly task: string; readonly seq: number } | undefined {
  const match = EVENT_OF_TASK.exec(name);
  return match === null ? undefined : { task: match[1] ?? '', seq: Number(match[2]) };
}

/** What to keep of `event`. `keys`: the sort keys of its own stream, which a cause may be named by. */
export function causalEvent(
  task: string,
  event: Omit<TaskEvent, 'data'>,
  keys: ReadonlyMap<string, number>,
): CausalEvent {
  const { seq, type, at, eventId, causationId, idempotencyKey, correlationId } = event;
  const own = causationId === undefined ? undefined : keys.get(causationId);
  const named = causationId === undefined || causationId === '' ? undefined : nameOf(causationId);
  return {
    task,
    seq,
    type,
    at,
    cause: own === undefined ? named : `${task}@${String(own)}`,
    id: eventId === undefined || eventId === '' ? undefined : nameOf(eventId),
    written: causationId,
    request: idempotencyKey === undefined ? undefined : nameOf(idempotencyKey),
    correlation: correlationId === '' ? undefined : correlationId,
  };
}

/** The names under which an event's cause may be known: its place in the stream, and what is written. */
function causeNames({ cause, written }: CausalEvent): readonly string[] {
  if (cause === undefined || written === undefined || written === '')
    return cause === undefined ? [] : [cause];
  const name = nameOf(written);
  return name === cause ? [cause] : [cause, name];
}

/** Events by name, and under it by task: a task is taken out of a name that thousands share without a search. */
type Links = Map<string, Map<string, CausalEvent[]>>;

function link(links: Links, name: string | undefined, event: CausalEvent): void {
  if (name === undefined) return;
  const tasks = links.get(name) ?? new Map<string, CausalEvent[]>();
  links.set(name, tasks);
  const events = tasks.get(event.task);
  if (events === undefined) tasks.set(event.task, [event]);
  else events.push(event);
}

function unlink(links: Links, name: string | undefined, task: string): void {
  const tasks = name === undefined ? undefined : links.get(name);
  tasks?.delete(task);
  if (name !== undefined && tasks?.size === 0) links.delete(name);
}

const linked = (links: Links, name: string): readonly CausalEvent[] =>
  [...(links.get(name)?.values() ?? [])].flat();

/** Makes an empty index for at most `room` events. */
export function createCausalIndex(room = ROOM): CausalIndex {
  const tasks = new Map<string, Map<number, CausalEvent>>();
  const causes: Links = new Map();
  const ids: Links = new Map();
  const requests: Links = new Map();
  const correlations: Links = new Map();
  let count = 0;
  /** Tasks of which events were left out. */
  const cut = new Set<string>();

  const forget = (task: string): void => {
    const known = tasks.get(task);
    cut.delete(task);
    if (known === undefined) return;
    tasks.delete(task);
    count -= known.size;
    const unlinkAll = (links: Links, names: Iterable<string | undefined>): void => {
      for (const name of new Set(names)) unlink(links, name, task);
    };
    const events = [...known.values()];
    unlinkAll(causes, events.flatMap(causeNames));
    unlinkAll(
      ids,
      events.map(({ id }) => id),
    );
    unlinkAll(
      requests,
      events.map(({ request }) => request),
    );
    unlinkAll(
      correlations,
      events.map(({ correlation }) => correlation),
    );
  };

  return {
    put(task, items) {
      forget(task);
      const events = items.flatMap((item) =>
        item.kind === 'event' && item.taskId === task ? [item.event] : [],
      );
      if (events.length === 0) return;
      const keys = new Map(events.map(({ key, seq }) => [key, seq]));
      const known = new Map<number, CausalEvent>();
      tasks.set(task, known);
      for (const event of events) {
        if (count >= room) {
          cut.add(task);
          return;
        }
        if (known.has(event.seq)) continue;
        const causal = causalEvent(task, event, keys);
        known.set(event.seq, causal);
        count += 1;
        for (const name of causeNames(causal)) link(causes, name, causal);
        link(ids, causal.id, causal);
        link(requests, causal.request, causal);
        link(correlations, causal.correlation, causal);
      }
    },
    eventAt: (task, seq) => tasks.get(task)?.get(seq),
    hasTask: (task) => tasks.has(task),
    causedBy: (name) => linked(causes, name),
    byId(name, task) {
      const named = ids.get(name);
      return (named?.get(task) ?? named?.values().next().value)?.[0];
    },
    byRequest: (name) => requests.get(name)?.values().next().value?.[0],
    correlated: (correlation) => linked(correlations, correlation),
    get isFull() {
      return cut.size > 0;
    },
  };
}
