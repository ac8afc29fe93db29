import { useEffect, type ReactElement } from 'react';
import type { Place } from '#shared/model/place.ts';
import { ConnectionBanner } from '../features/connections/ConnectionBanner.tsx';
import { connectionById } from '../features/connections/selectors.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { settingsStore } from '../features/settings/store.ts';
import { useTheme } from '../features/settings/theme.ts';
import { tableByName } from '../features/tables/selectors.ts';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { TasksPane } from '../features/tasks/TasksPane.tsx';
import { useActions } from '../ui/actions/useAction.tsx';
import { Notices } from '../ui/notice.tsx';
import styles from './app.module.css';
import { Commands } from './Commands.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { HostBanner } from './HostBanner.tsx';
import type { HostLine } from './hostLine.ts';
import { Panes } from './Panes.tsx';
import { routerStore } from './router.ts';
import { Sidebar } from './Sidebar.tsx';
import { TaskSide, type WindowDeps } from './TaskSide.tsx';
import { Topbar } from './Topbar.tsx';
import { waitingWords } from './waiting.ts';
import { useNarrow } from './useNarrow.ts';
import { useKeyboard } from './useKeyboard.ts';
import { Writes } from './Writes.tsx';

/** The whole window: top bar, banners, three panes. */
export function App({
  deps,
  line,
  link,
}: {
  readonly deps: WindowDeps;
  readonly line: HostLine;
  readonly link: (place: Place) => string;
}): ReactElement {
  const place = routerStore.useSelector((state) => state.place);
  const theme = settingsStore.useSelector((state) => state.settings.theme);
  const loaded = settingsStore.useSelector((state) => state.loaded);
  useTheme(theme);
  useKeyboard(useActions());
  useEffect(() => {
    document.title = [place.task, place.table, 'Dynascope'].filter((part) => part !== undefined).join(' · ');
  }, [place.task, place.table]);
  return (
    <div className={styles.window}>
      <Topbar />
      <HostBanner line={line} />
      <ConnectionBanner connection={place.connection} />
      <main className={styles.main}>{loaded ? <Sides deps={deps} link={link} /> : null}</main>
      <Commands link={link} />
      <HelpDialog />
      <Writes />
      <Notices />
    </div>
  );
}

/** Three panes; in a window too narrow for them, either the lists or the task, with the way back in the top bar. */
function Sides(props: { readonly deps: WindowDeps; readonly link: (place: Place) => string }): ReactElement {
  const narrow = useNarrow();
  const inTask = routerStore.useSelector(
    ({ place, view }) => place.task !== undefined || view === 'conflicts',
  );
  const lists = [
    { id: 'places', size: '13%', least: '176px', content: <Sidebar /> },
    { id: 'tasks', size: '28%', least: '312px', content: <TaskListSide /> },
  ];
  const task = { id: 'task', size: '59%', least: '420px', content: <TaskSide {...props} /> };
  if (!narrow) return <Panes id="main" panes={[...lists, task]} />;
  return inTask ? <div className={styles.pane}>{task.content}</div> : <Panes id="narrow" panes={lists} />;
}

function TaskListSide(): ReactElement {
  const { connection, table } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const description = tablesStore.useSelector((state) => tableByName(state, table));
  const open = tasksStore.useSelector((state) => state.open);
  const listing = tablesStore.useSelector((state) => state.reading.phase === 'running');
  const waiting = connectionsStore.useSelector((state) =>
    connection === undefined
      ? undefined
      : waitingWords(
          connectionById(state, connection)?.name ?? connection,
          state.states[connection]?.state,
          listing,
        ),
  );
  const reconnect = connectionsStore.useSelector((state) => state.reconnect);
  return (
    <TasksPane
      description={description}
      waiting={waiting}
      onOpenTask={(task) =>
        connection === undefined || table === undefined ? undefined : go({ connection, table, task })
      }
      onShowConflicts={() => go({ connection, table }, { view: 'conflicts' })}
      onReconnect={() => (connection === undefined ? undefined : void reconnect(connection))}
      onReadAnyway={() =>
        connection === undefined || table === undefined ? undefined : open({ connection, table })
      }
    />
  );
}
