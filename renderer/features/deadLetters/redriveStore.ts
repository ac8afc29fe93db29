import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { LetterRef } from '#shared/model/deadLetter.ts';
import type { RedrivePreview } from '#shared/model/redrivePreview.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { unknownOutcome } from '../../ui/conflict/unknownOutcome.ts';
import { createLatest } from '../../ui/latest.ts';
import { createContextStore } from '../../ui/store.tsx';
import { isSettled } from './settled.ts';

/** Where the redrive of the shown letter stands. */
export type RedriveStep =
  | { readonly step: 'ready' }
  | { readonly step: 'pending' }
  | { readonly step: 'conflict'; readonly conflict: Conflict }
  | { readonly step: 'unknown'; readonly message: string }
  /** Nothing was written. */
  | { readonly step: 'failed'; readonly error: unknown };

/** One letter, what its redrive would do, and its redrive. */
export interface RedriveState {
  readonly letter: LetterRef | undefined;
  readonly reading: AsyncState<RedrivePreview>;
  /** What was read last; it stays while it is read again. */
  readonly preview: RedrivePreview | undefined;
  /** Whether the projection is to move in the same transaction. */
  readonly project: boolean;
  readonly step: RedriveStep;
  /** Shows another letter, or none. */
  readonly open: (letter: LetterRef | undefined) => void;
  readonly reload: () => void;
  readonly setProject: (project: boolean) => void;
  /** Redrives as the preview shows it, or not at all. */
  readonly submit: () => Promise<void>;
  /** Sends the last redrive again under its name, which never does it twice. */
  readonly sendAgain: () => Promise<void>;
  readonly stopWaiting: () => void;
  /** Leaves an outcome behind, and looks at the task again. */
  readonly dismiss: () => void;
}

/** What the redrive of a table's letters is made with. */
export interface RedriveStoreDeps {
  readonly client: Pick<AppClient, 'deadLetters'>;
  readonly tableRef: TableRef;
  /** Told in one sentence of what was written, or had been. */
  readonly onNotice: (text: string) => void;
  /** Told of a letter that is an event now, whoever made it one. */
  readonly onRedriven: (letter: LetterRef) => void;
  /** Names writes; random unless told. */
  readonly newId?: () => string;
}

/** The store by context. */
export const redriveContext = createContextStore<RedriveState>('redrive');

/** Whether a preview says that the event may not follow today's state; then only force appends it. */
export function isIllegal({ warnings }: RedrivePreview): boolean {
  return warnings.some(({ kind }) => kind === 'illegal');
}

/** Creates the store of the letter that is shown. */
export function createRedriveStore({
  client: { deadLetters },
  tableRef,
  onNotice,
  onRedriven,
  newId = () => crypto.randomUUID(),
}: RedriveStoreDeps): StoreApi<RedriveState> {
  const readings = createLatest();
  let waiting = new AbortController();
  let last: Parameters<typeof deadLetters.redrive>[0] | undefined;

  return createStore<RedriveState>()((set, get) => {
    const read = (letter: LetterRef): void => {
      set({ reading: RUNNING });
      void readings.run(
        async (signal) => {
          try {
            return done(await deadLetters.preview({ ...tableRef, ...letter }, { signal }));
          } catch (error) {
            return failed(error);
          }
        },
        (reading) => set(reading.phase === 'done' ? { reading, preview: reading.value } : { reading }),
      );
    };
    const isShown = ({ queue, key }: LetterRef): boolean =>
      get().letter?.queue === queue && get().letter?.key === key;

    const send = async (input: Parameters<typeof deadLetters.redrive>[0], task: string): Promise<void> => {
      waiting = new AbortController();
      last = input;
      const step = (next: RedriveStep): void => {
        if (isShown(input)) set({ step: next });
      };
      step({ step: 'pending' });
      try {
        const outcome = await deadLetters.redrive(input, { signal: waiting.signal });
        if (isSettled(outcome)) onRedriven({ queue: input.queue, key: input.key });
        switch (outcome.outcome) {
          case 'redriven':
            onNotice(`Redriven: event ${outcome.seq} of ${task}`);
            step({ step: 'ready' });
            break;
          case 'alreadyRedriven':
            onNotice('Somebody had redriven this letter before. Nothing was written.');
            step({ step: 'ready' });
            break;
          case 'refused':
            onNotice(`${outcome.from} to ${outcome.to} is not a legal move. Nothing was written.`);
            step({ step: 'ready' });
            break;
          case 'conflict':
            step({ step: 'conflict', conflict: outcome.conflict });
            break;
          case 'unknown':
            step({ step: 'unknown', message: outcome.message });
            break;
        }
      } catch (error) {
        const message = unknownOutcome(error);
        step(message === undefined ? { step: 'failed', error } : { step: 'unknown', message });
      }
      if (isShown(input)) read({ queue: input.queue, key: input.key });
    };

    return {
      letter: undefined,
      reading: IDLE,
      preview: undefined,
      project: true,
      step: { step: 'ready' },
      open: (letter) => {
        if (letter === undefined ? get().letter === undefined : isShown(letter)) return;
        readings.cancel();
        set({ letter, reading: IDLE, preview: undefined, step: { step: 'ready' } });
        if (letter !== undefined) read(letter);
      },
      reload: () => {
        const { letter } = get();
        if (letter !== undefined) read(letter);
      },
      setProject: (project) => set({ project }),
      submit: async () => {
        const { preview, project, step } = get();
        if (preview === undefined || step.step === 'pending') return;
        const { letter, seq } = preview;
        await send(
          {
            ...{ ...tableRef, queue: letter.queue, key: letter.key },
            ...{ project, force: isIllegal(preview), expectedSeq: seq, writeId: newId() },
          },
          letter.taskId,
        );
      },
      sendAgain: async () => {
        const { preview } = get();
        if (last !== undefined && preview !== undefined) await send(last, preview.letter.taskId);
      },
      stopWaiting: () => waiting.abort(),
      dismiss: () => {
        set({ step: { step: 'ready' } });
        get().reload();
      },
    };
  });
}
