import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { WorkspaceQuery } from '#shared/contract/workspace.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { readWorkspaceItem, type WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS, type WorkspaceModelName } from '#shared/model/workspaceModels.ts';
import { createContextStore } from '../../ui/store.tsx';
import { itemKey, keyText } from './itemLook.ts';
import { branchesShown, queriesUnder, queryKey, type Branch, type UserView } from './userState.ts';

/** One user's workspace, read piece by piece as the reader opens it. */
export interface UserState extends UserView {
  readonly tableRef: TableRef;
  readonly userId: string;
  /** The item whose fields are shown. */
  readonly selected: string | undefined;
  /** Reads a query unless it has been read, or is being read. */
  readonly need: (query: WorkspaceQuery) => void;
  /** Reads what follows, or again what failed. */
  readonly more: (query: WorkspaceQuery) => void;
  readonly toggle: (key: string) => void;
  readonly select: (key: string | undefined) => void;
  /** Reads one item by its key, such as the preferences, or again what is shown. */
  readonly fetch: (model: WorkspaceModelName, key: AttributeMap) => Promise<WorkspaceItem | undefined>;
  /** Shows the bookmark or the note that a tag is on; false when the indexes of its user hold none. */
  readonly showTagged: (owner: string, itemId: string) => Promise<boolean>;
  /** Takes an item as it is now stored; null: it is gone. */
  readonly put: (model: WorkspaceModelName, key: AttributeMap, attributes: AttributeMap | null) => void;
  /** Reads again what has been read and is open. */
  readonly reload: () => void;
  /** Ends what is under way; it is read when it is needed again. */
  readonly close: () => void;
}

/** What a user's workspace is read with. */
export interface UserStoreDeps {
  readonly client: Pick<AppClient, 'workspace'>;
  readonly tableRef: TableRef;
  readonly userId: string;
}

/** Whether an index orders what the query reads by time, so that the newest can come first. */
const isByTime = ({ list }: WorkspaceQuery): boolean =>
  list === 'bookmarksOfUser' || list === 'notesOfUser' || list === 'sharesOfUser';

/** Creates the store of one user's workspace. */
export function createUserStore({ client, tableRef, userId }: UserStoreDeps): StoreApi<UserState> {
  let abort = new AbortController();
  return createStore<UserState>()((set, get) => {
    const setBranch = (branch: Branch): void =>
      set({ branches: new Map(get().branches).set(queryKey(branch.query), branch) });

    /** Reads what follows `found` until there are more than `enough` items; then takes it all in one step. */
    const read = async (
      query: WorkspaceQuery,
      found: Pick<Branch, 'keys' | 'next'>,
      enough = 0,
    ): Promise<void> => {
      const { signal } = abort;
      const read: WorkspaceItem[] = [];
      let { next } = found;
      try {
        do {
          const from = next === null ? {} : { from: next };
          const order = isByTime(query) ? { newest: true } : {};
          const answer = await client.workspace.items({ ...tableRef, query, ...from, ...order }, { signal });
          if (signal.aborted) return;
          read.push(...answer.items);
          next = answer.next;
        } while (next !== null && read.length < enough);
        const items = new Map(get().items);
        for (const item of read) items.set(itemKey(item), item);
        set({ items });
        // What moved in an index while it was read may come twice.
        setBranch({ query, keys: [...new Set([...found.keys, ...read.map(itemKey)])], next, phase: 'done' });
      } catch (error) {
        if (signal.aborted || hasCode(error, 'Cancelled')) return;
        setBranch({ query, ...found, phase: 'failed', error });
      }
    };

    return {
      tableRef,
      userId,
      items: new Map(),
      branches: new Map(),
      open: new Set(),
      selected: undefined,
      need: (query) => {
        if (get().branches.has(queryKey(query))) return;
        setBranch({ query, ...NOTHING, phase: 'running' });
        void read(query, NOTHING);
      },
      more: (query) => {
        const branch = get().branches.get(queryKey(query));
        if (branch === undefined || branch.phase === 'running') return;
        setBranch({ ...branch, phase: 'running' });
        void read(query, branch);
      },
      toggle: (key) => {
        const open = new Set(get().open);
        if (open.delete(key)) {
          set({ open });
          return;
        }
        const item = get().items.get(key);
        if (item === undefined) return;
        set({ open: open.add(key) });
        for (const query of queriesUnder(userId, item)) get().need(query);
      },
      select: (selected) => set({ selected }),
      fetch: async (model, key) => {
        const { item } = await client.workspace.get({ ...tableRef, model, key }, { signal: abort.signal });
        get().put(model, key, item?.attributes ?? null);
        return item ?? undefined;
      },
      showTagged: async (owner, itemId) => {
        const { signal } = abort;
        const { item } = await client.workspace.find({ ...tableRef, userId: owner, itemId }, { signal });
        if (item === null) return false;
        const key = itemKey(item);
        set({ items: new Map(get().items).set(key, item), selected: key });
        return true;
      },
      put: (model, key, attributes) => {
        const name = keyText(model, key);
        const items = new Map(get().items);
        if (attributes === null) {
          items.delete(name);
          set({ items, ...(get().selected === name ? { selected: undefined } : {}) });
          return;
        }
        const { value: _value, ...item } = readWorkspaceItem(WORKSPACE_MODELS[model], attributes);
        set({ items: items.set(name, item) });
      },
      reload: () => {
        abort.abort();
        abort = new AbortController();
        const shown = branchesShown(userId, get());
        // What is on screen stays until the new answer is there; what is closed is read when it is opened again.
        set({ branches: new Map(shown.map((branch) => [queryKey(branch.query), branch])) });
        for (const { query, keys } of shown) void read(query, NOTHING, keys.length);
      },
      close: () => {
        abort.abort();
        abort = new AbortController();
        const ended = [...get().branches].filter(([, { phase }]) => phase !== 'running');
        set({ branches: new Map(ended) });
      },
    };
  });
}

const NOTHING: Pick<Branch, 'keys' | 'next'> = { keys: [], next: null };

/** The store of the user that is shown, by context. */
export const userContext = createContextStore<UserState>('workspace user');
