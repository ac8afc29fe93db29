import type { ReactElement, ReactNode } from 'react';
import { activityStore } from '../features/activity/store.ts';
import { auditStore } from '../features/audit/auditState.ts';
import { conflictsContext } from '../features/conflicts/store.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { bulkStore } from '../features/deadLetters/bulkStore.ts';
import { lettersStore } from '../features/deadLetters/store.ts';
import { layoutsStore } from '../features/layouts/store.ts';
import { paletteStore } from '../features/palette/store.ts';
import { rebuildStore } from '../features/rebuild/store.ts';
import { recordsStore } from '../features/records/store.ts';
import { requestsStore } from '../features/requests/store.ts';
import { settingsStore } from '../features/settings/store.ts';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { workspaceStore } from '../features/workspace/store.ts';
import type { ActionRegistry } from '../ui/actions/actionRegistry.ts';
import { ActionsProvider } from '../ui/actions/useAction.tsx';
import { writesContext } from '../features/writes/store.ts';
import { noticeStore } from '../ui/notice.tsx';
import type { Clock } from '../ui/time/clock.ts';
import { TimeProvider } from '../ui/time/TimeContext.tsx';
import { routerStore } from './router.ts';
import type { Stores } from './stores.ts';

/** Gives the stores, the actions and the reader's way of writing times to everything below. */
export function Providers({
  stores,
  actions,
  clock,
  children,
}: {
  readonly stores: Stores;
  readonly actions: ActionRegistry;
  readonly clock: Clock;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <ActionsProvider value={actions}>
      <noticeStore.Provider value={stores.notice}>
        <routerStore.Provider value={stores.router}>
          <settingsStore.Provider value={stores.settings}>
            <connectionsStore.Provider value={stores.connections}>
              <tablesStore.Provider value={stores.tables}>
                <tasksStore.Provider value={stores.tasks}>
                  <LayoutStores stores={stores}>
                    <paletteStore.Provider value={stores.palette}>
                      <conflictsContext.Provider value={stores.conflicts}>
                        <writesContext.Provider value={stores.writes}>
                          <activityStore.Provider value={stores.activity}>
                            <auditStore.Provider value={stores.audit}>
                              <ChosenTime clock={clock}>{children}</ChosenTime>
                            </auditStore.Provider>
                          </activityStore.Provider>
                        </writesContext.Provider>
                      </conflictsContext.Provider>
                    </paletteStore.Provider>
                  </LayoutStores>
                </tasksStore.Provider>
              </tablesStore.Provider>
            </connectionsStore.Provider>
          </settingsStore.Provider>
        </routerStore.Provider>
      </noticeStore.Provider>
    </ActionsProvider>
  );
}

/** The stores of layout files, and of tables of the layouts beside tasks. */
function LayoutStores({
  stores,
  children,
}: {
  readonly stores: Stores;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <layoutsStore.Provider value={stores.layouts}>
      <recordsStore.Provider value={stores.records}>
        <requestsStore.Provider value={stores.requests}>
          <workspaceStore.Provider value={stores.workspace}>
            <LetterStores stores={stores}>{children}</LetterStores>
          </workspaceStore.Provider>
        </requestsStore.Provider>
      </recordsStore.Provider>
    </layoutsStore.Provider>
  );
}

/** The stores of a task table's dead letters and rebuilds. */
function LetterStores({
  stores,
  children,
}: {
  readonly stores: Stores;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <lettersStore.Provider value={stores.deadLetters}>
      <bulkStore.Provider value={stores.bulk}>
        <rebuildStore.Provider value={stores.rebuild}>{children}</rebuildStore.Provider>
      </bulkStore.Provider>
    </lettersStore.Provider>
  );
}

function ChosenTime({
  clock,
  children,
}: {
  readonly clock: Clock;
  readonly children: ReactNode;
}): ReactElement {
  const timeZone = settingsStore.useSelector((state) => state.settings.timeZone);
  const timeStyle = settingsStore.useSelector((state) => state.settings.timeStyle);
  return (
    <TimeProvider timeZone={timeZone} timeStyle={timeStyle} clock={clock}>
      {children}
    </TimeProvider>
  );
}
