import { useMemo, type ReactElement, type ReactNode } from 'react';
import type { TableDescription } from '#shared/model/layout.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { Button } from '../ui/Button.tsx';
import type { LayoutDeps } from '../ui/list/layoutPane.ts';
import { noticeStore } from '../ui/notice.tsx';
import { LAYOUT_PANES } from './layoutPanes.ts';
import { routerStore } from './router.ts';
import type { ShownLayout } from './shownLayout.ts';

/** The middle (`Pane`) or the right pane (`Detail`) of the place's table, in a layout other than `task`. */
export function LayoutSide({
  part,
  layout,
  deps,
  description,
  tools,
}: {
  readonly part: 'Pane' | 'Detail';
  readonly layout: Exclude<ShownLayout, 'task'>;
  readonly deps: LayoutDeps;
  readonly description: TableDescription;
  readonly tools?: ReactNode;
}): ReactElement | null {
  const { connection, table, task } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const say = noticeStore.useSelector((state) => state.say);
  const reconnect = connectionsStore.useSelector((state) => state.reconnect);
  const tableRef = useMemo(
    () => (connection === undefined || table === undefined ? undefined : { connection, table }),
    [connection, table],
  );
  if (tableRef === undefined) return null;
  const Shown = LAYOUT_PANES[layout][part];
  const onShowConflicts = (): void => go(tableRef, { view: 'conflicts' });
  return (
    <Shown
      key={JSON.stringify(tableRef)}
      deps={deps}
      tableRef={tableRef}
      description={description}
      entry={task}
      tools={
        <>
          {tools}
          <Button look="quiet" onClick={onShowConflicts}>
            Conflicts
          </Button>
        </>
      }
      onOpen={(entry) => go(entry === undefined ? tableRef : { ...tableRef, task: entry })}
      onNotice={say}
      onReconnect={() => void reconnect(tableRef.connection)}
      onShowConflicts={onShowConflicts}
    />
  );
}
