import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { BulkProgress, LetterFilter } from '#shared/contract/deadLetters.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { letterKeyText, type LetterRef } from '#shared/model/deadLetter.ts';
import { createContextStore } from '../../ui/store.tsx';
import { isSettled } from './settled.ts';

/** Where redriving many letters stands. */
export type BulkPhase =
  | { readonly phase: 'asking' }
  | { readonly phase: 'running' }
  /** Every letter has its outcome. */
  | { readonly phase: 'over' }
  /** The reader stopped it; the rest lies as it was, except perhaps the letter under way. */
  | { readonly phase: 'stopped' }
  | { readonly phase: 'failed'; readonly error: unknown };

/** Many letters that are to be redriven, or are. */
export interface Bulk {
  readonly table: TableRef;
  readonly letters: readonly LetterRef[];
  readonly project: boolean;
  readonly force: boolean;
  readonly at: BulkPhase;
  /** The outcomes so far, in the order in which they came. */
  readonly outcomes: readonly BulkProgress[];
}

/** The letters that are marked, and what is done with many of them. It goes on while the reader looks elsewhere. */
export interface BulkState {
  readonly marked: ReadonlyMap<string, LetterRef>;
  /** Those of them that the list does not show as it is filtered; they stay marked. */
  readonly hidden: readonly LetterRef[];
  readonly bulk: Bulk | undefined;
  readonly toggle: (letter: LetterRef) => void;
  /** Takes back the marks of letters that have no reason for one any more. */
  readonly unmark: (letters: readonly LetterRef[]) => void;
  readonly unmarkAll: () => void;
  /** Tells which letters the list does not show as it is filtered. */
  readonly hide: (letters: readonly LetterRef[]) => void;
  /** Marks all that passes the filter and can be redriven. */
  readonly markAll: (handle: string, filter: LetterFilter) => Promise<void>;
  /** Asks whether the marked letters are to be redriven. */
  readonly ask: (table: TableRef) => void;
  readonly choose: (choice: Partial<Pick<Bulk, 'project' | 'force'>>) => void;
  readonly start: () => Promise<void>;
  /** Ends after the letter under way. */
  readonly stop: () => void;
  readonly close: () => void;
}

/** The store by context. */
export const bulkStore = createContextStore<BulkState>('redrive of many');

/** Creates the store of marked letters. */
export function createBulkStore({
  client: { deadLetters },
}: {
  readonly client: Pick<AppClient, 'deadLetters'>;
}): StoreApi<BulkState> {
  let abort = new AbortController();
  return createStore<BulkState>()((set, get) => {
    const patch = (change: Partial<Bulk>): void => {
      const { bulk } = get();
      if (bulk !== undefined) set({ bulk: { ...bulk, ...change } });
    };
    /** Nothing is hidden but what is marked. */
    const mark = (marked: BulkState['marked'], hidden = get().hidden): void =>
      set({ marked, hidden: hidden.filter((letter) => marked.has(letterKeyText(letter))) });
    const unmark = (letters: readonly LetterRef[]): void => {
      const left = new Map(get().marked);
      for (const letter of letters) left.delete(letterKeyText(letter));
      if (left.size < get().marked.size) mark(left);
    };
    /** What was redriven, or proved to be so, has no reason to stay marked. */
    const take = (progress: BulkProgress): void => {
      patch({ outcomes: [...(get().bulk?.outcomes ?? []), progress] });
      if (isSettled(progress.result)) unmark([progress.letter]);
    };
    return {
      marked: new Map(),
      hidden: [],
      bulk: undefined,
      toggle: (letter) => {
        const marked = new Map(get().marked);
        const key = letterKeyText(letter);
        if (!marked.delete(key)) marked.set(key, letter);
        mark(marked);
      },
      unmark,
      unmarkAll: () => mark(new Map()),
      hide: (letters) => mark(get().marked, letters),
      markAll: async (handle, filter) => {
        const letters = await deadLetters.redrivable({ handle, filter });
        mark(new Map(letters.map((letter) => [letterKeyText(letter), letter])));
      },
      ask: (table) => {
        const letters = [...get().marked.values()];
        if (letters.length === 0 || get().bulk?.at.phase === 'running') return;
        set({
          bulk: { table, letters, project: true, force: false, at: { phase: 'asking' }, outcomes: [] },
        });
      },
      choose: patch,
      start: async () => {
        const { bulk } = get();
        if (bulk?.at.phase !== 'asking') return;
        abort = new AbortController();
        const { signal } = abort;
        patch({ at: { phase: 'running' } });
        const { table, project, force } = bulk;
        const input = { ...{ connection: table.connection, table: table.table }, project, force };
        try {
          await deadLetters.redriveAll({ ...input, letters: [...bulk.letters] }, { signal, onItem: take });
          patch({ at: { phase: 'over' } });
        } catch (error) {
          patch({ at: hasCode(error, 'Cancelled') ? { phase: 'stopped' } : { phase: 'failed', error } });
        }
      },
      stop: () => abort.abort(),
      close: () => {
        if (get().bulk?.at.phase !== 'running') set({ bulk: undefined });
      },
    };
  });
}
