import type { StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import { createActivityStore, type ActivityState } from '../features/activity/store.ts';
import type { AuditViewState } from '../features/audit/auditState.ts';
import { createAuditStore } from '../features/audit/store.ts';
import { createConflictsStore, type ConflictsState } from '../features/conflicts/store.ts';
import { createConnectionsStore, type ConnectionsState } from '../features/connections/store.ts';
import { createBulkStore, type BulkState } from '../features/deadLetters/bulkStore.ts';
import { createLettersStore, type LettersState } from '../features/deadLetters/store.ts';
import type { LayoutsState } from '../features/layouts/layoutsState.ts';
import { createLayoutsStore } from '../features/layouts/store.ts';
import { createPaletteStore, type PaletteState } from '../features/palette/store.ts';
import type { RebuildState } from '../features/rebuild/state.ts';
import { createRebuildStore } from '../features/rebuild/store.ts';
import { createRecordsStore, type RecordsState } from '../features/records/store.ts';
import { createRequestsStore, type RequestsState } from '../features/requests/store.ts';
import { createSettingsStore, type SettingsState } from '../features/settings/store.ts';
import { createTablesStore, type TablesState } from '../features/tables/store.ts';
import { createTasksStore, type TasksState } from '../features/tasks/store.ts';
import { createWorkspaceStore, type WorkspaceState } from '../features/workspace/store.ts';
import { createWritesStore, type WritesState } from '../features/writes/store.ts';
import { createNoticeStore, type NoticeState } from '../ui/notice.tsx';
import type { Clock } from '../ui/time/clock.ts';
import { createRouterStore, type AddressBar, type RouterState } from './router.ts';

/** The stores of one window. */
export interface Stores {
  readonly router: StoreApi<RouterState>;
  readonly settings: StoreApi<SettingsState>;
  readonly connections: StoreApi<ConnectionsState>;
  readonly tables: StoreApi<TablesState>;
  readonly layouts: StoreApi<LayoutsState>;
  readonly tasks: StoreApi<TasksState>;
  readonly records: StoreApi<RecordsState>;
  readonly requests: StoreApi<RequestsState>;
  readonly workspace: StoreApi<WorkspaceState>;
  readonly palette: StoreApi<PaletteState>;
  readonly conflicts: StoreApi<ConflictsState>;
  readonly deadLetters: StoreApi<LettersState>;
  readonly bulk: StoreApi<BulkState>;
  readonly writes: StoreApi<WritesState>;
  readonly rebuild: StoreApi<RebuildState>;
  readonly activity: StoreApi<ActivityState>;
  readonly audit: StoreApi<AuditViewState>;
  readonly notice: StoreApi<NoticeState>;
}

/** Creates the stores of one window; nothing is asked of the host yet. */
export function createStores(deps: {
  readonly client: AppClient;
  readonly clock: Clock;
  readonly bar: AddressBar;
}): Stores {
  return {
    router: createRouterStore(deps.bar),
    settings: createSettingsStore(deps),
    connections: createConnectionsStore(deps),
    tables: createTablesStore(deps),
    layouts: createLayoutsStore(deps),
    tasks: createTasksStore(deps),
    records: createRecordsStore(deps),
    requests: createRequestsStore(deps),
    workspace: createWorkspaceStore(deps),
    palette: createPaletteStore(deps),
    conflicts: createConflictsStore(deps),
    deadLetters: createLettersStore(deps),
    bulk: createBulkStore(deps),
    writes: createWritesStore(deps),
    rebuild: createRebuildStore(deps),
    activity: createActivityStore(deps),
    audit: createAuditStore(deps),
    notice: createNoticeStore(),
  };
}
