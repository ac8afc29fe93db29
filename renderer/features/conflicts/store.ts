import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** Whose conflicts are shown: a connection's, or those of one of its tables. */
export interface ConflictScope {
  readonly connection: string;
  readonly table?: string | undefined;
}

/** The conflicts of a scope, newest first. */
export interface ConflictsState {
  readonly scope: ConflictScope | undefined;
  readonly conflicts: AsyncState<readonly Conflict[]>;
  /** What narrows the list: any text of task, event types, actors or statuses. */
  readonly text: string;
  /** The id of the conflict whose story is shown. */
  readonly selected: string | undefined;
  /** Reads the journal of `scope` and follows it until the function returned is called. */
  readonly follow: (scope: ConflictScope) => () => void;
  readonly search: (text: string) => void;
  readonly select: (id: string) => void;
}

/** The context through which the list reaches its store. */
export const conflictsContext = createContextStore<ConflictsState>('conflicts');

/** `known` with `conflict` in its place: newest first, each once. */
function withConflict(known: readonly Conflict[], conflict: Conflict): readonly Conflict[] {
  if (known.some(({ id }) => id === conflict.id)) return known;
  return [conflict, ...known].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** Creates the store of the conflicts list. */
export function createConflictsStore({
  client,
}: {
  readonly client: Pick<AppClient, 'conflicts'>;
}): StoreApi<ConflictsState> {
  let current = new AbortController();

  return createStore<ConflictsState>()((set, get) => ({
    scope: undefined,
    conflicts: IDLE,
    text: '',
    selected: undefined,
    follow: (scope) => {
      current.abort();
      const own = (current = new AbortController());
      const { signal } = own;
      const before = get().scope;
      const same = before?.connection === scope.connection && before.table === scope.table;
      set(
        same && get().conflicts.phase === 'done'
          ? { scope }
          : { scope, conflicts: RUNNING, selected: undefined },
      );
      const input = {
        connection: scope.connection,
        ...(scope.table === undefined ? {} : { table: scope.table }),
      };
      const met: Conflict[] = [];
      const add = (conflict: Conflict): void => {
        const { conflicts } = get();
        if (signal.aborted) return;
        if (conflicts.phase === 'done') set({ conflicts: done(withConflict(conflicts.value, conflict)) });
        else met.push(conflict);
      };
      const fail = (error: unknown): void => {
        if (!signal.aborted) set({ conflicts: failed(error) });
      };
      client.conflicts.watch(input, { signal, onItem: add }).catch(fail);
      client.conflicts.list(input, { signal }).then((listed) => {
        if (!signal.aborted) set({ conflicts: done(met.reduce(withConflict, listed)) });
      }, fail);
      return () => own.abort();
    },
    search: (text) => set({ text }),
    select: (selected) => set({ selected }),
  }));
}
