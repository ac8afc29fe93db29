import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { PageDeletionProgress, WorkspaceContents } from '#shared/contract/workspace.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { keyIn, type WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { unknownOutcome } from '../../ui/conflict/unknownOutcome.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { UserState } from './userStore.ts';

/** Where the deletion of a page stands. */
export type DeletionStep =
  /** What it would delete is being counted. */
  | { readonly step: 'counting' }
  | { readonly step: 'counted'; readonly contents: WorkspaceContents }
  | { readonly step: 'running'; readonly progress: PageDeletionProgress | undefined }
  | { readonly step: 'conflict'; readonly conflict: Conflict }
  | {
      readonly step: 'partly';
      readonly message: string;
      readonly written: number;
      readonly unwritten: readonly string[];
    }
  | { readonly step: 'unknown'; readonly message: string }
  /** Stopped by the reader; the page is marked, and what is left is found from it. */
  | { readonly step: 'stopped'; readonly progress: PageDeletionProgress | undefined }
  | { readonly step: 'gone' }
  | { readonly step: 'failed'; readonly error: unknown };

/** A page that is to be deleted, or is being deleted. */
export interface OpenDeletion {
  readonly pageId: string;
  /** The page as it was seen; its version is the lock. */
  readonly seen: AttributeMap;
  readonly step: DeletionStep;
}

/** The deletion that is under way, if any. */
export interface DeletionState {
  readonly deletion: OpenDeletion | undefined;
  /** Counts what deleting a page would delete. */
  readonly begin: (page: WorkspaceItem) => void;
  readonly run: () => Promise<void>;
  readonly stop: () => void;
  /** Reads the page again and counts anew what it holds. */
  readonly again: () => Promise<void>;
  readonly close: () => void;
}

/** What deleting pages is done with. */
export interface DeletionDeps {
  readonly client: Pick<AppClient, 'workspace'>;
  readonly user: StoreApi<UserState>;
  readonly onNotice: (text: string) => void;
}

const NO_PAGE: Pick<OpenDeletion, 'pageId' | 'seen'> = { pageId: '', seen: {} };

/** Creates the store of the deletion of a page. */
export function createDeletionStore({ client, user, onNotice }: DeletionDeps): StoreApi<DeletionState> {
  let abort = new AbortController();
  const fresh = (): AbortSignal => {
    abort.abort();
    abort = new AbortController();
    return abort.signal;
  };
  return createStore<DeletionState>()((set, get) => {
    const show = (step: DeletionStep, change: Partial<OpenDeletion> = {}): void => {
      const { deletion } = get();
      if (deletion !== undefined) set({ deletion: { ...deletion, ...change, step } });
    };
    const page = (): { readonly pageId: string; readonly seen: AttributeMap } => get().deletion ?? NO_PAGE;

    const count = async (signal: AbortSignal): Promise<void> => {
      const { tableRef, userId } = user.getState();
      show({ step: 'counting' });
      try {
        const input = { ...tableRef, userId, pageId: page().pageId };
        const contents = await client.workspace.contents(input, { signal });
        if (!signal.aborted) show({ step: 'counted', contents });
      } catch (error) {
        if (!signal.aborted) show({ step: 'failed', error });
      }
    };

    /** Reads the page as it is now, whatever became of it. */
    const readPage = async (): Promise<WorkspaceItem | undefined> => {
      const key = keyIn(WORKSPACE_MODELS.page, page().seen);
      const { fetch, reload } = user.getState();
      const item = await fetch('page', key);
      reload();
      return item;
    };

    return {
      deletion: undefined,
      begin: ({ attributes: seen }) => {
        set({ deletion: { pageId: stringOf(seen, 'page_id') ?? '', seen, step: { step: 'counting' } } });
        void count(fresh());
      },
      run: async () => {
        const { tableRef, userId } = user.getState();
        const { pageId, seen } = page();
        const signal = fresh();
        let progress: PageDeletionProgress | undefined;
        show({ step: 'running', progress });
        try {
          const outcome = await client.workspace.deletePage(
            { ...tableRef, userId, pageId, seen },
            {
              signal,
              onItem: (told) => {
                progress = told;
                if (!signal.aborted) show({ step: 'running', progress });
              },
            },
          );
          switch (outcome.outcome) {
            case 'deleted':
              onNotice(`Page ${pageId} and all it held are deleted`);
              set({ deletion: undefined });
              break;
            case 'conflict':
              show({ step: 'conflict', conflict: outcome.conflict });
              break;
            case 'partly':
              show({ step: 'partly', ...outcome });
              break;
            case 'unknown':
              show({ step: 'unknown', message: outcome.message });
          }
        } catch (error) {
          const message = unknownOutcome(error);
          if (hasCode(error, 'Cancelled')) show({ step: 'stopped', progress });
          else show(message === undefined ? { step: 'failed', error } : { step: 'unknown', message });
        }
        const key = keyIn(WORKSPACE_MODELS.page, seen);
        await user
          .getState()
          .fetch('page', key)
          .catch(() => undefined);
        user.getState().reload();
      },
      stop: () => abort.abort(),
      again: async () => {
        const signal = fresh();
        show({ step: 'counting' });
        try {
          const item = await readPage();
          if (signal.aborted) return;
          if (item === undefined) show({ step: 'gone' });
          else {
            show({ step: 'counting' }, { seen: item.attributes });
            await count(signal);
          }
        } catch (error) {
          if (!signal.aborted) show({ step: 'failed', error });
        }
      },
      close: () => {
        if (get().deletion?.step.step === 'running') return;
        abort.abort();
        set({ deletion: undefined });
      },
    };
  });
}

/** The store of the deletion of a page, by context. */
export const deletionContext = createContextStore<DeletionState>('workspace deletion');
