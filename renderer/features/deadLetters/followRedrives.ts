import type { StoreApi } from 'zustand/vanilla';
import type { BulkProgress } from '#shared/contract/deadLetters.ts';
import { letterKeyText } from '#shared/model/deadLetter.ts';
import type { Bulk, BulkState } from './bulkStore.ts';
import type { RedriveState } from './redriveStore.ts';

/**
 * Has the shown letter looked at again when a redrive of many may have changed it or its task, since a preview tells
 * the number that its redrive relies on. Returns what ends it.
 */
export function followRedrives({
  bulk,
  redrive,
}: {
  readonly bulk: Pick<StoreApi<BulkState>, 'subscribe'>;
  readonly redrive: Pick<StoreApi<RedriveState>, 'getState'>;
}): () => void {
  return bulk.subscribe(({ bulk: now }, { bulk: before }) => {
    if (now === undefined || now === before) return;
    const { letter, preview, reload } = redrive.getState();
    if (letter === undefined) return;
    const concerns = ({ letter: other, task, result }: BulkProgress): boolean =>
      result.outcome !== 'refused' &&
      (letterKeyText(other) === letterKeyText(letter) ||
        (task !== undefined && task === preview?.letter.taskId));
    const fresh = now.outcomes.slice(before?.outcomes.length ?? 0);
    if (fresh.some(concerns) || brokeOff(now, before)) reload();
  });
}

/** Whether it ended before its end: the letter under way may be written, and no outcome tells which one that was. */
const brokeOff = ({ at }: Bulk, before: Bulk | undefined): boolean =>
  at !== before?.at && (at.phase === 'stopped' || at.phase === 'failed');
