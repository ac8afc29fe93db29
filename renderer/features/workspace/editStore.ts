import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { keyIn, keyWords, type WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS, type WorkspaceModelName } from '#shared/model/workspaceModels.ts';
import { afterFailure, type WriteStep } from '../../ui/conflict/writeStep.ts';
import { createContextStore } from '../../ui/store.tsx';
import { changeOf, draftOf, problemOf, rebased, type FieldDraft } from './editDraft.ts';
import type { UserState } from './userStore.ts';

/** Where a change stands, from entering it to its outcome. */
export type EditStep =
  | WriteStep
  /** The item is gone, so there is nothing to change. */
  | { readonly step: 'gone' };

/** A change that is being entered or written. */
export interface OpenEdit {
  readonly model: WorkspaceModelName;
  readonly key: AttributeMap;
  /** The item as it was seen; its version is the lock. */
  readonly seen: AttributeMap;
  readonly fields: readonly FieldDraft[];
  /** Names this very change, so that a lost answer can be told from a lost race. */
  readonly writeId: string;
  readonly step: EditStep;
}

/** The change that is under way, if any. */
export interface EditState {
  readonly edit: OpenEdit | undefined;
  readonly begin: (item: WorkspaceItem) => void;
  readonly enter: (name: string, text: string) => void;
  readonly submit: () => Promise<void>;
  /** Stops waiting for an answer; the outcome is then unknown. */
  readonly stopWaiting: () => void;
  /** Reads the item again and moves the expectation to what is there now; what was entered stays. */
  readonly tryOnTop: () => Promise<void>;
  readonly editAgain: () => void;
  readonly close: () => void;
}

/** What changing items is done with. */
export interface EditDeps {
  readonly client: Pick<AppClient, 'workspace'>;
  readonly user: StoreApi<UserState>;
  /** Told in one sentence of what was written. */
  readonly onNotice: (text: string) => void;
  /** Names writes; random unless told. */
  readonly newId?: () => string;
}

/** Creates the store of the change that is entered. */
export function createEditStore({
  client,
  user,
  onNotice,
  newId = () => crypto.randomUUID(),
}: EditDeps): StoreApi<EditState> {
  let waiting = new AbortController();
  return createStore<EditState>()((set, get) => {
    /** Changes the open edit, provided that it is still the same one. */
    const patch = (writeId: string, change: Partial<OpenEdit>): void => {
      const { edit } = get();
      if (edit?.writeId === writeId) set({ edit: { ...edit, ...change } });
    };
    const listen = (): AbortSignal => {
      waiting.abort();
      waiting = new AbortController();
      return waiting.signal;
    };

    const send = async ({ model, key, seen, fields, writeId }: OpenEdit): Promise<void> => {
      const signal = listen();
      const { tableRef, userId, put } = user.getState();
      const { set: values, remove } = changeOf(fields);
      patch(writeId, { step: { step: 'pending' } });
      try {
        const outcome = await client.workspace.update(
          { ...tableRef, user: userId, model, key, seen, set: values, remove: [...remove], writeId },
          { signal },
        );
        switch (outcome.outcome) {
          case 'written':
            if (outcome.item === null)
              void user
                .getState()
                .fetch(model, key)
                .catch(() => undefined);
            else put(model, key, outcome.item);
            onNotice(`Saved the ${keyWords(WORKSPACE_MODELS[model], key)}`);
            if (get().edit?.writeId === writeId) set({ edit: undefined });
            return;
          case 'conflict': {
            const { actualState, incomplete } = outcome.conflict;
            if (incomplete === undefined)
              put(model, key, Object.keys(actualState).length === 0 ? null : actualState);
            patch(writeId, { step: { step: 'conflict', conflict: outcome.conflict } });
            return;
          }
          case 'unknown':
            patch(writeId, { step: { step: 'unknown', message: outcome.message } });
        }
      } catch (error) {
        patch(writeId, { step: afterFailure(error) });
      }
    };

    return {
      edit: undefined,
      begin: ({ model, attributes }) =>
        set({
          edit: {
            ...{ model, seen: attributes, writeId: newId(), step: { step: 'editing' } },
            key: keyIn(WORKSPACE_MODELS[model], attributes),
            fields: draftOf(WORKSPACE_MODELS[model], attributes),
          },
        }),
      enter: (name, text) => {
        const { edit } = get();
        if (edit === undefined) return;
        const fields = edit.fields.map((field) => (field.name === name ? { ...field, text } : field));
        set({ edit: { ...edit, fields } });
      },
      submit: async () => {
        const { edit } = get();
        if (edit === undefined || (edit.step.step !== 'editing' && edit.step.step !== 'failed')) return;
        if (edit.fields.some((field) => problemOf(field) !== undefined)) return;
        const { set: values, remove } = changeOf(edit.fields);
        // What says what is stored already is not written.
        if (Object.keys(values).length + remove.length === 0) {
          set({ edit: undefined });
          return;
        }
        // Another try is another write: under the old name a refused one could be taken for the one before.
        const named = { ...edit, writeId: newId() };
        set({ edit: named });
        await send(named);
      },
      stopWaiting: () => waiting.abort(),
      tryOnTop: async () => {
        const { edit } = get();
        if (edit === undefined) return;
        const { model, key, fields, writeId } = edit;
        const signal = listen();
        patch(writeId, { step: { step: 'reloading' } });
        try {
          const { tableRef, put } = user.getState();
          const { item } = await client.workspace.get({ ...tableRef, model, key }, { signal });
          put(model, key, item?.attributes ?? null);
          if (item === null) patch(writeId, { step: { step: 'gone' } });
          else
            patch(writeId, {
              seen: item.attributes,
              fields: rebased(fields, draftOf(WORKSPACE_MODELS[model], item.attributes)),
              step: { step: 'editing' },
            });
        } catch (error) {
          const stopped = hasCode(error, 'Cancelled');
          patch(writeId, {
            step: stopped ? { step: 'editing' } : { step: 'failed', error, during: 'reload' },
          });
        }
      },
      editAgain: () => {
        const { edit } = get();
        if (edit !== undefined) patch(edit.writeId, { step: { step: 'editing' } });
      },
      close: () => {
        if (get().edit?.step.step === 'pending') return;
        waiting.abort();
        set({ edit: undefined });
      },
    };
  });
}

/** The store of the change that is entered, by context. */
export const editContext = createContextStore<EditState>('workspace edit');
