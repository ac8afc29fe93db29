import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { RequestRow } from '#shared/contract/requests.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { afterFailure, type WriteStep } from '../../ui/conflict/writeStep.ts';
import { createLatest } from '../../ui/latest.ts';
import { createContextStore } from '../../ui/store.tsx';
import { DECISION_WORDS, isDecidable, type OpenDecision, type ReadersDecision } from './decision.ts';

/** A request and the item it was read from; both null when there is none. */
export interface FoundRequest {
  readonly request: RequestRow | null;
  readonly item: AttributeMap | null;
}

/** The chosen request, and the decision on it that is under way. */
export interface RequestDetailState {
  readonly id: string | undefined;
  readonly reading: AsyncState<FoundRequest>;
  /** What was read last; it stays while it is read again. */
  readonly shown: FoundRequest | undefined;
  readonly decision: OpenDecision | undefined;
  /** Who decided last, offered again. */
  readonly decider: string;
  /** Shows another request, or none. */
  readonly open: (id: string | undefined) => void;
  readonly reload: () => void;
  /** Begins to decide what is shown, on the condition that it stays as it is. */
  readonly decide: (to: ReadersDecision) => void;
  readonly edit: (patch: Partial<Pick<OpenDecision, 'by' | 'note'>>) => void;
  readonly submit: () => Promise<void>;
  /** Stops waiting for an answer; the outcome is then unknown. */
  readonly stopWaiting: () => void;
  /** Reads the request again and moves the expectation to what is there now; what was entered stays. */
  readonly tryOnTop: () => Promise<void>;
  readonly editAgain: () => void;
  readonly close: () => void;
}

/** What the detail of a table's requests is made with. */
export interface RequestDetailDeps {
  readonly client: Pick<AppClient, 'requests'>;
  readonly tableRef: TableRef;
  /** Told in one sentence of what was written. */
  readonly onNotice: (text: string) => void;
  /** Names writes; random unless told. */
  readonly newId?: () => string;
}

/** Creates the store of the request that is shown. */
export function createDetailStore({
  client,
  tableRef,
  onNotice,
  newId = () => crypto.randomUUID(),
}: RequestDetailDeps): StoreApi<RequestDetailState> {
  const readings = createLatest();
  let waiting = new AbortController();

  return createStore<RequestDetailState>()((set, get) => {
    const read = (id: string): void => {
      set({ reading: RUNNING });
      void readings.run(
        async (signal) => {
          try {
            return done(await client.requests.get({ ...tableRef, id }, { signal }));
          } catch (error) {
            return failed(error);
          }
        },
        (reading) => set(reading.phase === 'done' ? { reading, shown: reading.value } : { reading }),
      );
    };
    /** Changes the open decision, provided that it is still the same one. */
    const patch = (writeId: string, change: Partial<OpenDecision>): void => {
      const { decision } = get();
      if (decision?.writeId === writeId) set({ decision: { ...decision, ...change } });
    };
    const step = (writeId: string, next: WriteStep): void => patch(writeId, { step: next });
    const begin = (): AbortSignal => {
      waiting.abort();
      waiting = new AbortController();
      return waiting.signal;
    };

    const send = async ({ id, to, seen, by, note, writeId }: OpenDecision): Promise<void> => {
      const signal = begin();
      step(writeId, { step: 'pending' });
      try {
        const outcome = await client.requests.decide(
          {
            ...{ ...tableRef, id, seen, to, writeId },
            ...(by.trim() === '' ? {} : { by: by.trim() }),
            ...(note.trim() === '' ? {} : { note }),
          },
          { signal },
        );
        switch (outcome.outcome) {
          case 'written':
            onNotice(`Request ${id} ${DECISION_WORDS[to].done}`);
            if (get().decision?.writeId === writeId) set({ decision: undefined });
            break;
          case 'conflict':
            step(writeId, { step: 'conflict', conflict: outcome.conflict });
            break;
          case 'unknown':
            step(writeId, { step: 'unknown', message: outcome.message });
            break;
        }
      } catch (error) {
        step(writeId, afterFailure(error));
      }
      if (get().id === id) read(id);
    };

    return {
      id: undefined,
      reading: IDLE,
      shown: undefined,
      decision: undefined,
      decider: '',
      open: (id) => {
        if (id === get().id) return;
        readings.cancel();
        set({ id, reading: IDLE, shown: undefined });
        if (id !== undefined) read(id);
      },
      reload: () => {
        const { id } = get();
        if (id !== undefined) read(id);
      },
      decide: (to) => {
        const { id, shown, decider } = get();
        if (id === undefined || shown === undefined || shown.item === null) return;
        set({
          decision: {
            ...{ id, to, seen: shown.item, by: decider, note: '', writeId: newId() },
            step: { step: 'editing' },
            movedFrom: undefined,
          },
        });
      },
      edit: (change) => {
        const { decision, decider } = get();
        if (decision === undefined) return;
        set({ decision: { ...decision, ...change }, decider: change.by ?? decider });
      },
      submit: async () => {
        const { decision } = get();
        if (decision === undefined || !isDecidable(decision.seen)) return;
        if (decision.step.step === 'pending' || decision.step.step === 'reloading') return;
        // Another try is another write: under the old name a refused one could be taken for the one before.
        const named = { ...decision, writeId: newId() };
        set({ decision: named });
        await send(named);
      },
      stopWaiting: () => waiting.abort(),
      tryOnTop: async () => {
        const { decision } = get();
        if (decision === undefined) return;
        const { id, writeId, seen } = decision;
        const signal = begin();
        step(writeId, { step: 'reloading' });
        try {
          const { item } = await client.requests.get({ ...tableRef, id }, { signal });
          patch(writeId, { seen: item ?? EMPTY_MAP, movedFrom: seen, step: { step: 'editing' } });
        } catch (error) {
          const stopped = hasCode(error, 'Cancelled');
          step(writeId, stopped ? { step: 'editing' } : { step: 'failed', error, during: 'reload' });
        }
      },
      editAgain: () => {
        const { decision } = get();
        if (decision !== undefined) step(decision.writeId, { step: 'editing' });
      },
      close: () => {
        if (get().decision?.step.step === 'pending') return;
        waiting.abort();
        set({ decision: undefined });
      },
    };
  });
}

/** The store of the request that is shown, by context. */
export const detailContext = createContextStore<RequestDetailState>('request detail');
