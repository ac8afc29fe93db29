import { useMemo, type ReactElement } from 'react';
import { connectionsStore } from '../features/connections/store.ts';
import { LayoutWizard } from '../features/layouts/LayoutWizard.tsx';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { noticeStore } from '../ui/notice.tsx';
import { routerStore } from './router.ts';
import type { WindowDeps } from './windowDeps.ts';

/** In place of list and task: the making of a layout for the place's table, which is then read by it. */
export function LayoutMaking({
  deps,
}: {
  readonly deps: Pick<WindowDeps, 'client' | 'host'>;
}): ReactElement | null {
  const { connection, table } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const say = noticeStore.useSelector((state) => state.say);
  const reconnect = connectionsStore.useSelector((state) => state.reconnect);
  const chooseLayout = tablesStore.useSelector((state) => state.chooseLayout);
  const reopen = tasksStore.useSelector((state) => state.reopen);
  const ref = useMemo(
    () => (connection === undefined || table === undefined ? undefined : { connection, table }),
    [connection, table],
  );
  if (ref === undefined) return null;
  const use = (name: string): void => {
    chooseLayout(ref.table, name).then(
      () => {
        // A layout changed under its name gives other streams too.
        reopen();
        go(ref);
      },
      (error: unknown) =>
        say(error instanceof Error ? error.message : 'The layout could not be chosen.', 12_000),
    );
  };
  return (
    <LayoutWizard
      table={ref}
      dialogs={deps.host === 'desktop' ? deps.client.files : undefined}
      onNotice={say}
      onUse={use}
      onReconnect={() => void reconnect(ref.connection)}
    />
  );
}
