import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';
import { firstIndex } from './bisect.ts';
import { createDocumentFold } from './documentFold.ts';
import { createEventRows, type EventRows, type PlaceInPage } from './eventRows.ts';
import type { PageReader } from './pageReader.ts';
import type { Reducer } from './reducer.ts';
import type { Replayed } from './replayed.ts';
import { createRowOrder, type RowOrder } from './rowOrder.ts';
import { createStreamColumns } from './streamColumns.ts';
import type { SkimmedEvents } from './skim.ts';
import type { StreamView } from './streamView.ts';
import { createTrackedFold } from './trackedFold.ts';
import { createUnreadable, type Unreadable } from './unreadable.ts';

export type { StreamView } from './streamView.ts';

/** Events of one page on their way into a stream; the stream is as it was until their end. */
export interface Placing {
  event(event: TaskEvent, place: PlaceInPage): void;
  /** The same of one that was not decoded. */
  skimmed(events: SkimmedEvents, index: number, from: number, to: number): void;
  /** `isKept`: whether the page is kept, else its events are kept as objects. Returns whether anything changed. */
  end(isKept: boolean): boolean;
}

/** The events of one task, ordered and folded as they arrive; only what a change touches is folded again. */
export interface TaskStream {
  readonly length: number;
  /** Takes events in any order; returns whether anything changed. */
  addEvents(batch: readonly TaskEvent[]): boolean;
  /** Begins to take events that lie in the bytes of an answer, one page at a time. */
  placing(page: Uint8Array): Placing;
  addUndecodable(batch: readonly UndecodableEvent[]): boolean;
  /** Whether an event of this number may lie under a key that was unreadable: then it has to be taken decoded. */
  mayHeal(seq: number): boolean;
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
    rows = createEventRows(tracking, reader);
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

  /** Puts rows into the order; `healed`: numbers of items that have become readable with them. */
  const insert = (added: readonly number[], healed: readonly number[]): boolean => {
    const changedFrom = order.insert(added);
    for (const seq of healed) truncateAt(seq, order.length);
    if (changedFrom === undefined) return healed.length > 0;
    truncateAt(seqAt(changedFrom) ?? 0, changedFrom);
    return true;
  };

  const heals = ({ key }: TaskEvent): boolean => unreadable.byKey.size > 0 && unreadable.heal(key);

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
    addEvents(batch) {
      const added = batch.map((event) => rows.append(event));
      return insert(
        added,
        batch.filter(heals).map(({ seq }) => seq),
      );
    },
    placing(page) {
      const number = rows.addPage(page);
      const added: number[] = [];
      const healed: number[] = [];
      return {
        event(event, place) {
          added.push(rows.append(event, { page: number, ...place }));
          if (heals(event)) healed.push(event.seq);
        },
        skimmed(events, index, from, to) {
          added.push(rows.appendSkimmed(events, index, number, from, to));
        },
        end(isKept) {
          if (!isKept) rows.dropPage(number);
          return insert(added, healed);
        },
      };
    },
    addUndecodable(batch) {
      const fresh = unreadable.add(batch);
      for (const item of fresh) dropEvent(item);
      return fresh.length > 0;
    },
    mayHeal: (seq) => unreadable.mayHeal(seq),
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
