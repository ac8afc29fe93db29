import type { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection, connections, ConnectionState, MfaPrompt } from '#shared/contract/connections.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { done, failed, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** A connection as the reader enters it; without `id` it is a new one. */
export type ConnectionDraft = z.input<typeof connections.save.input>;

/** A profile of the reader's AWS configuration, and its region where it names one. */
export type Profile = z.output<typeof connections.profiles.output>[number];

/** Saved connections, whether each answers, and what can be done with them. */
export interface ConnectionsState {
  readonly list: AsyncState<readonly Connection[]>;
  readonly states: Readonly<Record<string, ConnectionState>>;
  /** Connections that are being tried again at this moment. */
  readonly reconnecting: readonly string[];
  /** Profiles of the reader's AWS configuration; empty until they are loaded. */
  readonly profiles: readonly Profile[];
  /** Questions for MFA codes of connections that sign in at this moment. */
  readonly prompts: readonly MfaPrompt[];
  readonly load: () => Promise<void>;
  readonly loadProfiles: () => Promise<void>;
  /** Follows the state of every connection, and their questions, until `signal` aborts. */
  readonly watch: (signal: AbortSignal) => Promise<void>;
  /** Saves a connection. Rejects with an `AppError`, for the form to show. */
  readonly save: (draft: ConnectionDraft) => Promise<Connection>;
  readonly remove: (connection: string) => Promise<void>;
  /** Answers a question; null gives up signing in. */
  readonly answerPrompt: (id: string, code: string | null) => Promise<void>;
  /** Tries again; a failure becomes the connection's state. */
  readonly reconnect: (connection: string) => Promise<void>;
}

/** Creates the store of connections. */
export function createConnectionsStore({
  client,
}: {
  readonly client: Pick<AppClient, 'connections'>;
}): StoreApi<ConnectionsState> {
  return createStore<ConnectionsState>()((set, get) => {
    const put = (state: ConnectionState): void =>
      set({ states: { ...get().states, [state.connection]: state } });
    const load = async (): Promise<void> => {
      if (get().list.phase !== 'done') set({ list: RUNNING });
      try {
        set({ list: done(await client.connections.list({})) });
      } catch (error) {
        set({ list: failed(error) });
      }
    };
    return {
      list: { phase: 'idle' },
      states: {},
      reconnecting: [],
      profiles: [],
      prompts: [],
      load,
      loadProfiles: async () => {
        try {
          set({ profiles: await client.connections.profiles({}) });
        } catch {
          // The form then takes the profile as text.
        }
      },
      watch: async (signal) => {
        try {
          await Promise.all([
            client.connections.watch({}, { signal, onItem: put }),
            client.connections.prompts({}, { signal, onItem: (prompts) => set({ prompts }) }),
          ]);
        } catch (error) {
          if (!hasCode(error, 'Cancelled') && get().list.phase !== 'done') set({ list: failed(error) });
        }
      },
      save: async (draft) => {
        const saved = await client.connections.save(draft);
        await load();
        return saved;
      },
      remove: async (connection) => {
        await client.connections.remove({ connection });
        await load();
      },
      answerPrompt: async (id, code) => {
        await client.connections.answerPrompt({ id, code });
      },
      reconnect: async (connection) => {
        if (get().reconnecting.includes(connection)) return;
        set({ reconnecting: [...get().reconnecting, connection] });
        try {
          put(await client.connections.reconnect({ connection }));
        } catch {
          // The watched state carries the reason; the banner stays.
        } finally {
          set({ reconnecting: get().reconnecting.filter((id) => id !== connection) });
        }
      },
    };
  });
}

/** The connections store by context. */
export const connectionsStore = createContextStore<ConnectionsState>('connections');
