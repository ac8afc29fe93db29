import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { TaskStatus } from '#shared/model/taskStatus.ts';
import { afterFailure, type WriteStep } from '../../ui/conflict/writeStep.ts';
import { createContextStore } from '../../ui/store.tsx';
import { newDraft, type AppendDraft } from './draft.ts';
import { readSeen, type Seen } from './seen.ts';
import { canSend, send, writtenWords } from './send.ts';
import type { OpenWrite, Written } from './writeState.ts';

/** What the writes are made with. */
export interface WritesDeps {
  readonly client: Pick<AppClient, 'events' | 'replay'>;
  /** Names writes; random unless told. */
  readonly newId?: () => string;
}

/** The write that is being entered, and the last one that was done. */
export interface WritesState {
  readonly open: OpenWrite | undefined;
  readonly written: Written | undefined;
  /** The actor entered last, offered again. */
  readonly actor: string;
  /** Begins to append an event after what `seen` shows. */
  readonly openAppend: (ref: TaskRef, seen: Seen) => void;
  /** Begins to change the stored status that `seen` shows. */
  readonly openStatus: (ref: TaskRef, seen: Seen) => void;
  readonly edit: (patch: Partial<AppendDraft>) => void;
  readonly want: (wanted: TaskStatus) => void;
  /** Sends the write as it was entered, under a name of its own. */
  readonly submit: () => Promise<void>;
  /** Sends the same write again under the same name: it is decided, and never done twice. */
  readonly askAgain: () => Promise<void>;
  /** Stops waiting for an answer; the write's outcome is then unknown. */
  readonly stopWaiting: () => void;
  /** Reads the task again and moves the expectation to what is there now; what was entered stays. */
  readonly tryOnTop: () => Promise<void>;
  /** Back to the form, nothing read. */
  readonly editAgain: () => void;
  readonly close: () => void;
  readonly forgetWritten: () => void;
}

/** The context through which the dialogs reach their store. */
export const writesContext = createContextStore<WritesState>('writes');

/** Creates the store of the writes. */
export function createWritesStore({
  client,
  newId = () => crypto.randomUUID(),
}: WritesDeps): StoreApi<WritesState> {
  let waiting = new AbortController();

  return createStore<WritesState>()((set, get) => {
    /** Changes the open write, provided that it is still the same one. */
    const patch = (id: string, change: (open: OpenWrite) => OpenWrite): void => {
      const { open } = get();
      if (open?.writeId === id) set({ open: change(open) });
    };
    const step = (id: string, next: WriteStep): void => patch(id, (open) => ({ ...open, step: next }));
    const begin = (): AbortSignal => {
      waiting.abort();
      waiting = new AbortController();
      return waiting.signal;
    };

    const run = async (): Promise<void> => {
      const { open } = get();
      if (open === undefined) return;
      const { writeId } = open;
      const again = open.step.step === 'unknown';
      const signal = begin();
      step(writeId, { step: 'pending' });
      try {
        const outcome = await send(client, open, signal, again);
        if (outcome === undefined) step(writeId, { step: 'editing' });
        else if (outcome.outcome === 'conflict') {
          step(writeId, { step: 'conflict', conflict: outcome.conflict });
        } else if (outcome.outcome === 'unknown') {
          step(writeId, { step: 'unknown', message: outcome.message });
        } else {
          const written = { ref: open.ref, seq: outcome.seq, words: writtenWords(open) };
          set({ written, ...(get().open?.writeId === writeId ? { open: undefined } : {}) });
        }
      } catch (error) {
        step(writeId, afterFailure(error));
      }
    };

    const fresh = { step: { step: 'editing' }, tried: false, movedFrom: undefined } as const;
    return {
      open: undefined,
      written: undefined,
      actor: '',
      openAppend: (ref, seen) => {
        const draft = newDraft(seen, get().actor);
        set({ open: { kind: 'append', ref, seen, draft, writeId: newId(), ...fresh }, written: undefined });
      },
      openStatus: (ref, seen) => {
        const open = { kind: 'status', ref, seen, wanted: undefined, writeId: newId(), ...fresh } as const;
        set({ open, written: undefined });
      },
      edit: (change) => {
        const { open } = get();
        if (open?.kind !== 'append') return;
        const draft = { ...open.draft, ...change };
        set({ open: { ...open, draft }, actor: draft.actor });
      },
      want: (wanted) => {
        const { open } = get();
        if (open?.kind === 'status') set({ open: { ...open, wanted } });
      },
      submit: async () => {
        const { open } = get();
        if (open === undefined || open.step.step === 'pending' || open.step.step === 'reloading') return;
        set({ open: { ...open, tried: true, writeId: newId() } });
        if (canSend(open)) await run();
      },
      askAgain: run,
      stopWaiting: () => waiting.abort(),
      tryOnTop: async () => {
        const { open } = get();
        if (open === undefined) return;
        const { writeId, ref } = open;
        const signal = begin();
        step(writeId, { step: 'reloading' });
        try {
          const seen = await readSeen(client, ref, signal);
          patch(writeId, (now) => ({ ...now, seen, movedFrom: now.seen, step: { step: 'editing' } }));
        } catch (error) {
          const stopped = hasCode(error, 'Cancelled');
          step(writeId, stopped ? { step: 'editing' } : { step: 'failed', error, during: 'reload' });
        }
      },
      editAgain: () => {
        const { open } = get();
        if (open !== undefined) set({ open: { ...open, step: { step: 'editing' } } });
      },
      close: () => {
        const { open } = get();
        if (open?.step.step === 'pending') return;
        waiting.abort();
        set({ open: undefined });
      },
      forgetWritten: () => set({ written: undefined }),
    };
  });
}
