import type { StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import { letterKeyText, type LetterRef } from '#shared/model/deadLetter.ts';
import { createLatest } from '../../ui/latest.ts';
import { handleOf } from '../../ui/list/rowList.ts';
import type { BulkState } from './bulkStore.ts';
import { NO_FILTER, type LettersState } from './store.ts';

/**
 * Keeps marks to what the list holds: whenever its rows change while something is marked, marks of letters that can no
 * longer be redriven go, and those that the filter hides are told. Returns what ends it.
 */
export function followMarks({
  client: { deadLetters },
  letters,
  bulk,
}: {
  readonly client: Pick<AppClient, 'deadLetters'>;
  readonly letters: Pick<StoreApi<LettersState>, 'getState' | 'subscribe'>;
  readonly bulk: Pick<StoreApi<BulkState>, 'getState'>;
}): () => void {
  const latest = createLatest();
  const ask = (): void => {
    const { reading, filter } = letters.getState();
    const handle = handleOf(reading);
    const among = [...bulk.getState().marked.values()];
    if (handle === undefined || among.length === 0) return;
    // Until everything is read, what comes later would seem to be gone.
    const isRead = reading.phase === 'running' && reading.progress?.complete === true;
    void latest.run(
      (signal) =>
        Promise.all(
          [NO_FILTER, filter].map((each) =>
            deadLetters.redrivable({ handle, filter: each, among }, { signal }),
          ),
        ),
      ([open = [], listed = []]) => {
        const { unmark, hide } = bulk.getState();
        if (isRead) unmark(without(among, open));
        hide(without(among, listed));
      },
    );
  };
  const unsubscribe = letters.subscribe((now, before) => {
    if (now.changes !== before.changes || now.rows !== before.rows) ask();
  });
  return () => {
    unsubscribe();
    latest.cancel();
  };
}

/** Those of `letters` that are not among `others`. */
function without(letters: readonly LetterRef[], others: readonly LetterRef[]): readonly LetterRef[] {
  const keys = new Set(others.map(letterKeyText));
  return letters.filter((letter) => !keys.has(letterKeyText(letter)));
}
