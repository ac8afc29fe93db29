import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';
import { firstIndex } from './bisect.ts';
import { createDocumentFold } from './documentFold.ts';
import { createEventRows, type EventRows, type PagePlace } from './eventRows.ts';
import type { PageReader } from './pageReader.ts';
import type { Reducer } from './reducer.ts';
import type { Replayed } from './replayed.ts';
import { createRowOrder, type RowOrder } from './rowOrder.ts';
import { createStreamColumns } from './streamColumns.ts';
import type { StreamView } from './streamView.ts';
import { createTrackedFold } from './trackedFold.ts';
import { createUnreadable, type Unreadable } from './unreadable.ts';

export type { StreamView } from './streamView.ts';

/** An event with its place in a page. */
export interface PlacedEvent {
  readonly event: TaskEvent;
  readonly place: PagePlace | undefined;
}

/** The events of one task, ordered and folded as they arrive; only what a change touches is folded again. */
export interface TaskStream {
  readonly length: number;
  /** Takes events in any order; returns whether anything changed. */
  addEvents(batch: readonly TaskEvent[]): boolean;
  /** As `addEvents`, for events that lie in `page`. */
  addPlaced(batch: readonly PlacedEvent[]): boolean;
  /** Keeps an answer's bytes; returns its number, for the places of its events. */
  addPage(page: Uint8Array): number;
  addUndecodable(batch: readonly UndecodableEvent[]): boolean;
  /** Whether what lies under a key was unreadable when it came last. */
  isUnreadable(key: string): boolean;
  /** Takes out an event that is not there any more. */
  drop(event: Pick<TaskEvent, 'key' | 'seq'>): void;
  clear(): void;
  view(): StreamView;
  /** As `view`, folded no further than it is: behind that no status and no flags are known. */
  glance(): StreamView;
  /** The stream as analyses see it. */
  replayed(): Replayed;
  /** Folds for about `ms` milliseconds; returns whether all is folded. Every question about states folds the rest. */
  settle(ms: number): boolean;
  /** The rows beneath and their order, for those who look at every event; folds nothing. */
  beneath(): { readonly rows: EventRows; readonly order: RowOrder };
  eventAt(position: number): TaskEvent | undefined;
  seqAt(position: number): number | undefined;
  /** How many events have a number of at most `seq`. */
  countUpTo(seq: number): number;
  /** State after the first `count` events. */
  readonly stateAfter: (count: number) => AttributeMap;
  /** How many events lie at or before `timeMs`, on the clock that never goes back. */
  countUntil(timeMs: number): number;
  /** Gives back room that was kept for more events. */
  trim(): void;
}

/**
 * Makes an empty stream folded by `reducer` and checked by the `rules` of its layout; `reader` is for pages. `replaced` is
 * told of an event that came again otherwise, or is no event any more.
 */
export function createTaskStream(
  reducer: Reducer,
  rules: StreamRules = TASK_RULES,
  reader?: PageReader,
  replaced: (before: TaskEvent, after: TaskEvent | undefined) => void = () => undefined,
): TaskStream {
  const { tracking } = reducer;
  const marksOf = (event: TaskEvent): number => tracking?.marksOf(event) ?? 0;
  let rows: EventRows;
  let order: RowOrder;
  let unreadable: Unreadable;
  let columns: ReturnType<typeof createStreamColumns>;

  const eventAt = (position: number): TaskEvent | undefined => {
    const row = position < order.length ? order.rows[position] : undefined;
    return row === undefined ? undefined : rows.eventOf(row);
  };
  const seqAt = (position: number): number | undefined =>
    position >= 0 && position < order.length ? rows.seqOf(order.rows[position] ?? 0) : undefined;

  const clear = (): void => {
    rows = createEventRows(marksOf, reader);
    order = createRowOrder(rows, (before, after) => replaced(rows.eventOf(before), rows.eventOf(after)));
    unreadable = createUnreadable();
    const source = { rows, order, eventAt };
    const fold =
      tracking === undefined ? createDocumentFold(reducer, source) : createTrackedFold(tracking, source);
    columns = createStreamColumns({ reducer, rules, fold, unreadable, ...source });
  };
  clear();

  const stateAfter = (count: number): AttributeMap => {
    columns.settleAll();
    return columns.stateAfter(count);
  };

  const truncateAt = (seq: number, position: number): void => {
    // From the first event of the number on: its flag tells of the others with the same number.
    columns.truncate(Math.min(position, order.firstAtOrAfter(seq)));
  };

  const addPlaced = (batch: readonly PlacedEvent[]): boolean => {
    const added = batch.map(({ event, place }) => rows.append(event, place));
    const changedFrom = order.insert(added);
    const healed = unreadable.byKey.size === 0 ? [] : batch.filter(({ event }) => unreadable.heal(event.key));
    for (const { event } of healed) truncateAt(event.seq, order.length);
    if (changedFrom === undefined) return healed.length > 0;
    truncateAt(seqAt(changedFrom) ?? 0, changedFrom);
    return true;
  };

  /** What has become unreadable, or has gone, is no event any more. */
  const dropEvent = ({ key, seq }: Pick<UndecodableEvent, 'key' | 'seq'>): void => {
    if (seq === undefined) return;
    const from = order.firstAtOrAfter(seq);
    columns.truncate(from);
    for (let position = from; seqAt(position) === seq; position += 1) {
      const event = eventAt(position);
      if (event?.key === key) {
        order.remove(position);
        replaced(event, undefined);
        return;
      }
    }
  };

  return {
    get length() {
      return order.length;
    },
    eventAt,
    seqAt,
    countUpTo: (seq) => order.firstAtOrAfter(seq + 1),
    stateAfter,
    addEvents: (batch) => addPlaced(batch.map((event) => ({ event, place: undefined }))),
    addPlaced,
    addPage: (page) => rows.addPage(page),
    addUndecodable(batch) {
      const fresh = unreadable.add(batch);
      for (const item of fresh) dropEvent(item);
      return fresh.length > 0;
    },
    isUnreadable: (key) => unreadable.byKey.has(key),
    drop: dropEvent,
    clear,
    settle: (ms) => columns.settle(ms),
    beneath: () => ({ rows, order }),
    view() {
      columns.settleAll();
      return columns.view;
    },
    glance: () => columns.view,
    replayed() {
      columns.settleAll();
      return columns.view;
    },
    countUntil(timeMs) {
      columns.settleAll();
      const clock = columns.view.clock();
      return firstIndex(clock.length, (index) => (clock[index] ?? timeMs) > timeMs);
    },
    trim() {
      rows.trim();
      order.trim();
    },
  };
}
