import { useEffect, type ReactElement } from 'react';
import type { Place } from '#shared/model/place.ts';
import { ConnectionBanner } from '../features/connections/ConnectionBanner.tsx';
import { MfaDialog } from '../features/connections/MfaDialog.tsx';
import { settingsStore } from '../features/settings/store.ts';
import { useTheme } from '../features/settings/useTheme.ts';
import { hasRead } from '../features/tables/selectors.ts';
import { tablesStore } from '../features/tables/store.ts';
import { useActions } from '../ui/actions/useAction.tsx';
import { EntryWordProvider } from '../ui/entryWord.tsx';
import { HOLDS_FOCUS } from '../ui/focus/focusPlace.ts';
import { Notices } from '../ui/notice.tsx';
import styles from './app.module.css';
import { Commands } from './Commands.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { HostBanner } from './HostBanner.tsx';
import type { HostLine } from './hostLine.ts';
import { LayoutMaking } from './LayoutMaking.tsx';
import { ListSide } from './ListSide.tsx';
import { Panes } from './Panes.tsx';
import { Rebuilds } from './Rebuilds.tsx';
import { routerStore } from './router.ts';
import { Sidebar } from './Sidebar.tsx';
import { TaskSide } from './TaskSide.tsx';
import { Topbar } from './Topbar.tsx';
import { useNarrow } from './useNarrow.ts';
import { useKeyboard } from './useKeyboard.ts';
import { useShownEntryWord } from './useShown.ts';
import type { WindowDeps } from './windowDeps.ts';
import { WithActivity } from './WithActivity.tsx';
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
  const isRead = tablesStore.useSelector((state) => hasRead(state, place.connection));
  useTheme(theme);
  useKeyboard(useActions());
  useEffect(() => {
    document.title = [place.task, place.table, 'Dynascope'].filter((part) => part !== undefined).join(' · ');
  }, [place.task, place.table]);
  return (
    <EntryWordProvider value={useShownEntryWord()}>
      <div className={styles.window}>
        <Topbar />
        <HostBanner line={line} />
        <ConnectionBanner connection={place.connection} hasRead={isRead} />
        <main className={styles.main}>
          {loaded ? (
            <WithActivity>
              <Sides deps={deps} link={link} />
            </WithActivity>
          ) : null}
        </main>
        <Commands link={link} />
        <HelpDialog />
        <MfaDialog />
        <Writes />
        <Rebuilds />
        <Notices />
      </div>
    </EntryWordProvider>
  );
}

/** Three panes, or the places and the making of a layout; in a window too narrow for them, either the lists or the task, with the way back in the top bar. */
function Sides(props: { readonly deps: WindowDeps; readonly link: (place: Place) => string }): ReactElement {
  const narrow = useNarrow();
  const making = routerStore.useSelector(({ place, view }) => place.table !== undefined && view === 'layout');
  const inTask = routerStore.useSelector(({ place, view }) => place.task !== undefined || view !== 'task');
  const lists = [
    { id: 'places', size: '13%', least: '176px', content: <Sidebar /> },
    { id: 'tasks', size: '28%', least: '312px', content: <ListSide deps={props.deps} /> },
  ];
  const task = { id: 'task', size: '59%', least: '420px', content: <TaskSide {...props} /> };
  if (making) {
    const making = { id: 'layout', size: '87%', least: '600px', content: <LayoutMaking deps={props.deps} /> };
    const [places] = lists;
    return narrow || places === undefined ? (
      <div className={styles.pane} {...HOLDS_FOCUS}>
        {making.content}
      </div>
    ) : (
      <Panes id="layout" panes={[places, making]} />
    );
  }
  if (!narrow) return <Panes id="main" panes={[...lists, task]} />;
  return inTask ? (
    <div className={styles.pane} {...HOLDS_FOCUS}>
      {task.content}
    </div>
  ) : (
    <Panes id="narrow" panes={lists} />
  );
}
