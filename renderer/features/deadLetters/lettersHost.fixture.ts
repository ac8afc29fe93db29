import type { AppClient } from '#shared/contract/index.ts';
import type { LetterRef } from '#shared/model/deadLetter.ts';
import type { RedrivePreview } from '#shared/model/redrivePreview.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** A client whose host answers what it is given to answer, and nothing else ever. */
export function lettersClient(answers: Partial<AppClient['deadLetters']>): Pick<AppClient, 'deadLetters'> {
  return {
    deadLetters: {
      ...{ open: never, range: never, indexOf: never, reload: never, queues: never, redrivable: never },
      ...{ preview: never, redrive: never, redriveAll: never },
      ...answers,
    },
  };
}

/** What redriving a letter of `taskId` as event `seq` would do, as a preview tells it. */
export function previewOf({ queue, key }: LetterRef, taskId: string, seq: number): RedrivePreview {
  return {
    letter: { queue, key, letterId: key, taskId, error: {}, event: { type: 'TaskRedriven', at: 'then' } },
    ...{ seq, before: {}, after: {}, changes: [], warnings: [] },
  };
}

/** Lets every promise that is settled have its say. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
