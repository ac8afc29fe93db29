import { useStore } from 'zustand';
import { recordsStore } from '../features/records/store.ts';
import { requestsStore } from '../features/requests/store.ts';
import { layoutAt, tableByName } from '../features/tables/selectors.ts';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { workspaceStore } from '../features/workspace/store.ts';
import type { EntryWord } from '../ui/entryWord.tsx';
import type { TableView } from '../ui/list/layoutPane.ts';
import { shownLayout, viewsOf, type ShownLayout } from './shownLayout.ts';
import { routerStore } from './router.ts';

/** The layout that the place's table is shown in; undefined when it is not known yet, or nothing can show it. */
export function useShownLayout(): ShownLayout | undefined {
  const { table, task } = routerStore.useSelector((state) => state.place);
  const layout = tablesStore.useSelector((state) => layoutAt(state, table));
  return shownLayout(layout, task);
}

/** What an entry of the place's table is called. */
export function useShownEntryWord(): EntryWord {
  const table = routerStore.useSelector(({ place }) => place.table);
  return tablesStore.useSelector((state) =>
    tableByName(state, table)?.streams === undefined ? 'task' : 'stream',
  );
}

/** The store of the table that is shown. While none is, the one of the tasks stands in, with no table open. */
export function useShownView(layout: ShownLayout | undefined): TableView {
  const views = viewsOf({
    tasks: tasksStore.useApi(),
    records: recordsStore.useApi(),
    requests: requestsStore.useApi(),
    workspace: workspaceStore.useApi(),
  });
  return useStore(views[layout ?? 'task']);
}
