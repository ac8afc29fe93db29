import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Settings } from '#shared/contract/app.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { createContextStore } from '../../ui/store.tsx';

/** What the reader has chosen, and how to change it. */
export interface SettingsState {
  readonly settings: Settings;
  /** Whether the host's settings have been read; until then the defaults hold. */
  readonly loaded: boolean;
  /** What the last reading or saving threw, until one succeeds. */
  readonly error: unknown;
  readonly load: () => Promise<void>;
  /** Applies at once, then saves. A failed save keeps the choice on screen and reports. */
  readonly change: (patch: Partial<Settings>) => Promise<void>;
}

/** What holds before the host has answered. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  timeZone: 'local',
  timeStyle: 'relative',
  panes: {},
  lastTable: null,
};

/** Creates the store of the reader's choices. */
export function createSettingsStore({
  client,
}: {
  readonly client: Pick<AppClient, 'app'>;
}): StoreApi<SettingsState> {
  return createStore<SettingsState>()((set, get) => ({
    settings: DEFAULT_SETTINGS,
    loaded: false,
    error: undefined,
    load: async () => {
      try {
        set({ settings: await client.app.readSettings({}), loaded: true, error: undefined });
      } catch (error) {
        set({ loaded: true, error });
      }
    },
    change: async (patch) => {
      set({ settings: { ...get().settings, ...patch } });
      try {
        await client.app.changeSettings(patch);
        set({ error: undefined });
      } catch (error) {
        set({ error });
      }
    },
  }));
}

/** The settings store by context. */
export const settingsStore = createContextStore<SettingsState>('settings');
