import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { RecordDetail } from '#shared/contract/records.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { done, failed, RUNNING } from '../../ui/asyncState.ts';
import { afterFailure, type WriteStep } from '../../ui/conflict/writeStep.ts';
import { createLatest } from '../../ui/latest.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { Clock } from '../../ui/time/clock.ts';
import type { OpenRecordWrite, RecordRef, RecordState, SeenVersion } from './recordState.ts';
import { canSend, isWritable, send, writtenWords } from './write.ts';

/** What the store of a record is made with. */
export interface RecordStoreDeps {
  readonly client: Pick<AppClient, 'records'>;
  readonly clock: Pick<Clock, 'now'>;
  /** One short sentence for the reader: that something was written. */
  readonly say: (text: string) => void;
  /** The record was deleted by this window. */
  readonly onDeleted: () => void;
  /** Names writes; random unless told. */
  readonly newId?: () => string;
}

/** From how many characters on a comparison waits for a pause in the typing, and how long, in milliseconds. */
const LONG_TEXT = 20_000;
const TYPING_MS = 250;

const withVersion = (
  seen: readonly SeenVersion[],
  record: RecordDetail | null,
  at: number,
  how: SeenVersion['how'],
): readonly SeenVersion[] => {
  const version = record?.version;
  return version === undefined || seen.at(-1)?.version === version ? seen : [...seen, { version, at, how }];
};

/** Creates the store of one record on screen. */
export function createRecordStore(deps: RecordStoreDeps, ref: RecordRef): StoreApi<RecordState> {
  const { client, clock, newId = () => crypto.randomUUID() } = deps;
  const { connection, table, key } = ref;
  const readings = createLatest();
  const comparisons = createLatest();
  let waiting = new AbortController();

  return createStore<RecordState>()((set, get) => {
    const patch = (id: string, change: (open: OpenRecordWrite) => OpenRecordWrite): void => {
      const { write } = get();
      if (write?.writeId === id) set({ write: change(write) });
    };
    const step = (id: string, next: WriteStep): void => patch(id, (open) => ({ ...open, step: next }));
    const begin = (): AbortSignal => {
      waiting.abort();
      waiting = new AbortController();
      return waiting.signal;
    };
    const take = (record: RecordDetail | null, how: SeenVersion['how']): void =>
      set({
        record: done(record),
        reading: false,
        seenVersions: withVersion(get().seenVersions, record, clock.now(), how),
      });
    const fetch = async (signal: AbortSignal): Promise<RecordDetail | null> =>
      (await client.records.get({ connection, table, key }, { signal })).record;

    const read = (): Promise<void> => {
      if (get().record.phase !== 'done') set({ record: RUNNING });
      set({ reading: true });
      return readings.run(
        (signal) => fetch(signal).catch((error: unknown) => ({ error })),
        (answer) => {
          if (answer !== null && 'error' in answer) set({ record: failed(answer.error), reading: false });
          else take(answer, 'read');
        },
      );
    };

    const compare = (): void => {
      const { write } = get();
      if (write?.kind !== 'edit') return;
      const { writeId, text, seen } = write;
      void comparisons.run(
        async (signal) => {
          if (text.length > LONG_TEXT) await new Promise((done) => setTimeout(done, TYPING_MS));
          return client.records.compare({ before: seen.data ?? '', after: text }, { signal });
        },
        (comparison) => patch(writeId, (open) => (open.kind === 'edit' ? { ...open, comparison } : open)),
      );
    };

    const run = async (again: boolean): Promise<void> => {
      const { write } = get();
      if (write === undefined) return;
      const { writeId } = write;
      const signal = begin();
      step(writeId, { step: 'pending' });
      try {
        const outcome = await send(client, ref, write, again, signal);
        if (outcome.outcome === 'conflict') step(writeId, { step: 'conflict', conflict: outcome.conflict });
        else if (outcome.outcome === 'unknown') step(writeId, { step: 'unknown', message: outcome.message });
        else {
          if (get().write?.writeId === writeId) set({ write: undefined });
          deps.say(writtenWords(write));
          if (write.kind === 'delete') {
            deps.onDeleted();
            return;
          }
          const version = write.seen.version + 1;
          set({ seenVersions: [...get().seenVersions, { version, at: clock.now(), how: 'written' }] });
          await read();
        }
      } catch (error) {
        step(writeId, afterFailure(error, 'done'));
      }
    };

    const fresh = () => ({ step: { step: 'editing' }, writeId: newId(), movedFrom: undefined }) as const;
    return {
      ref,
      record: RUNNING,
      reading: false,
      seenVersions: [],
      write: undefined,
      actions: {
        read,
        stop: () => {
          readings.cancel();
          comparisons.cancel();
        },
        edit: (seen) => {
          set({
            write: { kind: 'edit', seen, text: seen.data ?? '', comparison: undefined, ...fresh() },
          });
          compare();
        },
        remove: (seen) => set({ write: { kind: 'delete', seen, ...fresh() } }),
        enter: (text) => {
          const { write } = get();
          if (write?.kind !== 'edit') return;
          set({ write: { ...write, text } });
          compare();
        },
        submit: async () => {
          const { write } = get();
          if (write === undefined || write.step.step === 'pending' || write.step.step === 'reloading') return;
          if (!canSend(write)) return;
          set({ write: { ...write, writeId: newId() } });
          await run(false);
        },
        askAgain: () => run(true),
        stopWaiting: () => waiting.abort(),
        tryOnTop: async () => {
          const { write } = get();
          if (write === undefined) return;
          const { writeId } = write;
          const signal = begin();
          step(writeId, { step: 'reloading' });
          try {
            const record = await fetch(signal);
            take(record, 'read');
            if (record === null || !isWritable(record)) set({ write: undefined });
            else {
              const movedFrom = write.seen.version;
              patch(writeId, (open) => ({ ...open, seen: record, movedFrom, step: { step: 'editing' } }));
              compare();
            }
          } catch (error) {
            const stopped = hasCode(error, 'Cancelled');
            step(writeId, stopped ? { step: 'editing' } : { step: 'failed', error, during: 'reload' });
          }
        },
        editAgain: () => {
          const { write } = get();
          if (write !== undefined) set({ write: { ...write, step: { step: 'editing' } } });
        },
        close: () => {
          if (get().write?.step.step === 'pending') return;
          waiting.abort();
          comparisons.cancel();
          set({ write: undefined });
        },
      },
    };
  });
}

/** The record on screen, by context. */
export const recordContext = createContextStore<RecordState>('record');
