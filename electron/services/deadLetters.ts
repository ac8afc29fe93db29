import type { TableRef } from '#shared/contract/common.ts';
import {
  MOST_LETTERS,
  type LetterFilter,
  type LetterQuery,
  type QueueCount,
  type RedriveOutcome,
} from '#shared/contract/deadLetters.ts';
import { letterKeyText, letterRefOf, type DeadLetterItem, type LetterRef } from '#shared/model/deadLetter.ts';
import type { RedrivePreview } from '#shared/model/redrivePreview.ts';
import { parseTime } from '#shared/model/times.ts';
import { previewRedrive } from '../replay/redrivePreview.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { DeadLetterStore } from '../stores/deadLetters/deadLetterStore.ts';
import { letterCorrupt, letterNotFound } from '../stores/deadLetters/errors.ts';
import {
  createRedrive,
  type BulkListener,
  type RedriveAllInput,
  type RedriveDeps,
  type RedriveInput,
} from './deadLettersRedrive.ts';
import { createRowLists, type RowLists, type RowReader } from './rowLists.ts';
import { containsText } from './rowView.ts';

/** What the dead letters of a host stand on. */
export type DeadLettersDeps = Omit<RedriveDeps, 'onLetter'>;

/** The dead letters of tables of layout `task`. */
export interface DeadLetters {
  readonly lists: RowLists<LetterQuery, LetterFilter, DeadLetterItem>;
  /** The queues of what a list has read so far, by name. @throws `NotFound` when the handle was closed */
  queues(handle: string): Promise<readonly QueueCount[]>;
  /** Names of the letters under a filter that can be redriven, in its order, or of some. @throws `NotFound` likewise */
  redrivable(
    handle: string,
    filter: LetterFilter,
    among?: readonly LetterRef[],
  ): Promise<readonly LetterRef[]>;
  /** What redriving a letter would do now. @throws `NotFound`; `CorruptItem` when it cannot be redriven */
  preview(ref: TableRef, letter: LetterRef, signal: AbortSignal): Promise<RedrivePreview>;
  /** Redrives one letter under the number that its preview told. */
  redrive(input: RedriveInput, signal: AbortSignal): Promise<RedriveOutcome>;
  /** Redrives many, one after another. @throws the outage that ended it early */
  redriveAll(
    input: RedriveAllInput,
    listener: BulkListener,
  ): Promise<{ readonly done: number; readonly redriven: number }>;
}

const stateOf = (item: DeadLetterItem): LetterFilter['state'] => {
  if (item.kind === 'corrupt') return 'corrupt';
  return item.letter.redrivenAt === undefined ? 'open' : 'redriven';
};

const matches = (item: DeadLetterItem, { text, state, queue }: LetterFilter): boolean => {
  const ref = letterRefOf(item);
  if (state !== 'all' && stateOf(item) !== state) return false;
  if (queue !== undefined && ref.queue !== queue) return false;
  if (item.kind === 'corrupt') return containsText(text, [ref.queue, ref.key, item.corrupt.reason]);
  const { taskId, event, error } = item.letter;
  return containsText(text, [ref.queue, ref.key, taskId, event.type, error.code, error.message]);
};

/** Epoch milliseconds of the last failure; where that cannot be read, of the time in the key, else of 1970. */
const failedAt = (item: DeadLetterItem): number => {
  const { key } = letterRefOf(item);
  const told = item.kind === 'letter' ? parseTime(item.letter.lastFailedAt ?? '') : Number.NaN;
  const time = Number.isNaN(told) ? parseTime(key.slice(0, key.indexOf('#'))) : told;
  return Number.isNaN(time) ? 0 : time;
};

const byTime =
  (sign: 1 | -1) =>
  (a: DeadLetterItem, b: DeadLetterItem): number => {
    const difference = sign * (failedAt(a) - failedAt(b));
    if (difference !== 0) return difference;
    const [x, y] = [letterKeyText(letterRefOf(a)), letterKeyText(letterRefOf(b))];
    return x < y ? -1 : x > y ? 1 : 0;
  };

const ORDERS = { newest: byTime(-1), oldest: byTime(1) } satisfies Record<LetterFilter['order'], unknown>;

const EVERYTHING: LetterFilter = { text: '', state: 'all', order: 'oldest' };

const readInto = async (
  store: DeadLetterStore,
  { queue }: LetterQuery,
  { signal, onRows }: RowReader<DeadLetterItem>,
): Promise<void> => {
  if (queue === undefined) {
    await store.readTable({ signal, onLetters: (letters, { units }) => onRows(letters, units) });
    return;
  }
  let after: string | undefined;
  do {
    const page = await store.list(queue, { signal, after, limit: 1000 });
    await onRows(page.letters);
    after = page.next;
  } while (after !== undefined);
};

/** Makes the service of dead letters. */
export function createDeadLetters(deps: DeadLettersDeps): DeadLetters {
  const { withStores } = deps;
  const lists = createRowLists<LetterQuery, LetterFilter, DeadLetterItem>({
    what: 'list of dead letters',
    newId: deps.newId,
    keyOf: (item) => letterKeyText(letterRefOf(item)),
    matches,
    order: ({ order }) => ORDERS[order],
    belongs: (item, { queue }) => queue === undefined || letterRefOf(item).queue === queue,
    read: (ref, query, reader) => withStores(ref, ({ letters }) => readInto(letters, query, reader)),
  });

  return {
    lists,

    queues: async (handle) => {
      const counts = new Map<string, QueueCount>();
      for (const item of await lists.passing(handle, EVERYTHING)) {
        const { queue } = letterRefOf(item);
        const { letters, open, corrupt } = counts.get(queue) ?? { letters: 0, open: 0, corrupt: 0 };
        const state = stateOf(item);
        counts.set(queue, {
          queue,
          letters: letters + 1,
          open: open + (state === 'open' ? 1 : 0),
          corrupt: corrupt + (state === 'corrupt' ? 1 : 0),
        });
      }
      return [...counts.values()].sort((a, b) => (a.queue < b.queue ? -1 : 1));
    },

    redrivable: async (handle, filter, among) => {
      // In the order of the list, since they are redriven in it.
      const { rows } = await lists.range(handle, filter, { from: 0, to: Number.MAX_SAFE_INTEGER });
      const named = among === undefined ? undefined : new Set(among.map(letterKeyText));
      return rows
        .filter((item) => stateOf(item) === 'open' && named?.has(letterKeyText(letterRefOf(item))) !== false)
        .slice(0, MOST_LETTERS)
        .map(letterRefOf);
    },

    preview: (ref, name, signal) =>
      withStores(ref, async ({ letters, events }) => {
        const item = await letters.get(name, { signal });
        lists.put(ref, letterKeyText(name), item);
        if (item === undefined) throw letterNotFound(name);
        if (item.kind === 'corrupt') throw letterCorrupt(name, item.corrupt.reason);
        const { letter } = item;
        // The head first: what is appended between the two reads must not be in the state that is shown for it.
        const { lastSeq } = await events.readHead(letter.taskId, { signal });
        const history = await events.getTaskEvents(letter.taskId, { signal });
        return previewRedrive({
          reducer: taskReducer,
          letter,
          events: history.events.filter(({ seq }) => seq <= lastSeq),
          unreadable: history.undecodable.length,
          lastSeq,
        });
      }),

    ...createRedrive({
      ...deps,
      onLetter: (ref, name, item) => lists.put(ref, letterKeyText(name), item),
    }),
  };
}
