import type { TableRef } from '#shared/contract/common.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import { EMPTY_MAP, numberTextOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict, ItemAttempt } from '#shared/model/conflict.ts';
import type { RecordingJournal } from './taskLosses.ts';

/** A conditional write on one item that was lost, before its story is known. */
export interface ItemLoss {
  readonly ref: TableRef;
  /** The entry whose item it is, as the place in the window names it. */
  readonly entry: string;
  readonly attempt: Omit<ItemAttempt, 'kind' | 'met'>;
  /** The item as the writer saw it; undefined when it saw none. */
  readonly seen: AttributeMap | undefined;
  /** Gives the item that was met: from the failed call itself, else by a consistent read; undefined: none. */
  readonly readMet: () => Promise<AttributeMap | undefined>;
}

/** What telling of lost writes stands on. */
export interface ItemConflictsDeps {
  readonly journalFor: (connection: string) => RecordingJournal | Promise<RecordingJournal>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Told of what went wrong beside a write without changing its outcome. */
  readonly warn: (message: string, error: unknown) => void;
}

/** Tells the story of writes that were lost on one item, and journals it. */
export interface ItemConflicts {
  /** The outcome of a lost write. Never throws: what cannot be read or journalled is said, and the loss still told. */
  lost(loss: ItemLoss): Promise<Extract<ItemWriteOutcome, { readonly outcome: 'conflict' }>>;
}

type Met = Pick<Conflict, 'actualState' | 'incomplete'> & Pick<ItemAttempt, 'met'>;

const metBy = async ({ attempt, readMet }: ItemLoss): Promise<Met> => {
  try {
    const actualState = (await readMet()) ?? EMPTY_MAP;
    const met = stringOf(actualState, attempt.lock) ?? numberTextOf(actualState, attempt.lock) ?? null;
    return { actualState, met };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      actualState: EMPTY_MAP,
      met: null,
      incomplete: `The item could not be read after the loss: ${reason}`,
    };
  }
};

/** Makes the service that every writer of items tells its losses to. */
export function createItemConflicts(deps: ItemConflictsDeps): ItemConflicts {
  return {
    lost: async (loss) => {
      const { met, ...found } = await metBy(loss);
      const conflict: Conflict = {
        id: deps.newId(),
        at: new Date(deps.clock()).toISOString(),
        table: loss.ref.table,
        taskId: loss.entry,
        evidence: 'recorded',
        attempt: { kind: 'item', ...loss.attempt, met },
        seenState: loss.seen ?? EMPTY_MAP,
        ...found,
        actualSeq: 0,
      };
      try {
        const journal = await deps.journalFor(loss.ref.connection);
        await journal.record(conflict);
      } catch (error) {
        deps.warn(`A conflict on ${loss.entry} could not be journalled.`, error);
      }
      return { outcome: 'conflict', conflict };
    },
  };
}
