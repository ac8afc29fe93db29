import type { ReactElement } from 'react';
import { isRebuilt, type TableDescription } from '#shared/model/layout.ts';
import { connectionById } from '../features/connections/selectors.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { lettersStore, selectOpen } from '../features/deadLetters/store.ts';
import { layoutsStore } from '../features/layouts/store.ts';
import { LayoutSelect } from '../features/tables/LayoutSelect.tsx';
import { isMissing, tableByName } from '../features/tables/selectors.ts';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { TasksPane } from '../features/tasks/TasksPane.tsx';
import type { LayoutDeps } from '../ui/list/layoutPane.ts';
import { noticeStore } from '../ui/notice.tsx';
import styles from './app.module.css';
import { LIST_PANE } from './focusPlaces.ts';
import { LayoutSide } from './LayoutSide.tsx';
import { useRebuildDrifting } from './Rebuilds.tsx';
import { routerStore } from './router.ts';
import { useGiveBackReducer } from './useGiveBackReducer.ts';
import { useShownLayout } from './useShown.ts';
import { waitingWords } from './waiting.ts';

/** The middle pane: what the table of the place holds. It has the focus while a list that is to have it is being read. */
export function ListSide({ deps }: { readonly deps: LayoutDeps }): ReactElement {
  return (
    <div className={styles.pane} role="group" aria-label="What the table holds" {...LIST_PANE}>
      <Lists deps={deps} />
    </div>
  );
}

/** The table of the place in the panes of its layout. */
function Lists({ deps }: { readonly deps: LayoutDeps }): ReactElement {
  const table = routerStore.useSelector((state) => state.place.table);
  const description = tablesStore.useSelector((state) => tableByName(state, table));
  const layout = useShownLayout();
  const choose = useChooseLayout();
  const files = layoutsStore.useSelector((state) => state.list);
  const make = useMakeLayout();
  const tools =
    description === undefined ? null : (
      <LayoutSelect
        description={description}
        files={files}
        onChoose={(chosen) => choose(description, chosen)}
        onMake={make}
      />
    );
  if (description === undefined || layout === undefined || layout === 'task') {
    return (
      <TaskListSide
        deps={deps}
        description={description}
        tools={tools}
        onReadAnyway={() => (description === undefined ? undefined : choose(description, 'task'))}
        onMakeLayout={make}
      />
    );
  }
  return <LayoutSide part="Pane" layout={layout} deps={deps} description={description} tools={tools} />;
}

/** Chooses a table's layout. A refusal is told with the difference that is its reason. */
function useChooseLayout(): (table: TableDescription, layout: string | undefined) => void {
  const chooseLayout = tablesStore.useSelector((state) => state.chooseLayout);
  const say = noticeStore.useSelector((state) => state.say);
  return ({ table }, layout) => {
    chooseLayout(table, layout).catch((error: unknown) => {
      say(error instanceof Error ? error.message : 'The layout could not be chosen.', REFUSAL_MS);
    });
  };
}

/** Leads to the making of a layout for the place's table. */
function useMakeLayout(): () => void {
  const { connection, table } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  return () => {
    if (connection !== undefined && table !== undefined) go({ connection, table }, { view: 'layout' });
  };
}

/** How long a refusal stays, in milliseconds: it names two keys. */
const REFUSAL_MS = 12_000;

function TaskListSide({
  deps,
  description,
  tools,
  onReadAnyway,
  onMakeLayout,
}: {
  readonly deps: LayoutDeps;
  readonly description: TableDescription | undefined;
  readonly tools: ReactElement | null;
  readonly onReadAnyway: () => void;
  readonly onMakeLayout: () => void;
}): ReactElement {
  const { connection, table, task } = routerStore.useSelector((state) => state.place);
  const view = routerStore.useSelector((state) => state.view);
  const go = routerStore.useSelector((state) => state.go);
  const listing = tablesStore.useSelector((state) => state.reading.phase === 'running');
  const waiting = connectionsStore.useSelector((state) =>
    connection === undefined
      ? undefined
      : waitingWords(
          connectionById(state, connection)?.name ?? connection,
          connectionById(state, connection)?.target.kind,
          state.states[connection]?.state,
          listing,
        ),
  );
  const isNotThere = tablesStore.useSelector((state) => isMissing(state, table));
  const letters = lettersStore.useSelector(selectOpen);
  const rebuildDrifting = useRebuildDrifting();
  const giveBack = useGiveBackReducer(deps.client);
  const { reopen } = tasksStore.useApi().getState();
  const reconnect = connectionsStore.useSelector((state) => state.reconnect);
  return (
    <TasksPane
      description={description}
      waiting={waiting}
      missing={isNotThere ? table : undefined}
      tools={tools}
      onOpenTask={(task) =>
        connection === undefined || table === undefined ? undefined : go({ connection, table, task })
      }
      onShowConflicts={() => go({ connection, table }, { view: 'conflicts' })}
      letters={letters}
      onShowLetters={() => go({ connection, table }, { view: 'deadLetters' })}
      onReconnect={() => (connection === undefined ? undefined : void reconnect(connection))}
      onRebuild={isRebuilt(description?.streams) ? rebuildDrifting : undefined}
      onReadAnyway={onReadAnyway}
      onMakeLayout={onMakeLayout}
      onGiveBack={() => {
        // A task on screen follows the reducer of its table, and has the list read again with it.
        if (connection !== undefined && table !== undefined)
          giveBack({ connection, table }, task === undefined || view !== 'task' ? reopen : undefined);
      }}
      onCompare={(left, right) => {
        if (connection === undefined || table === undefined) return;
        const place = { connection, table, task: right };
        go({ connection, table, task: left }, { view: 'compare', other: { kind: 'place', place } });
      }}
    />
  );
}
