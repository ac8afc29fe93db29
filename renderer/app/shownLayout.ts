import type { StoreApi } from 'zustand/vanilla';
import type { LayoutName } from '#shared/model/layout.ts';
import type { TableView } from '../ui/list/layoutPane.ts';

/** A layout that the window shows in panes of its own. */
export type ShownLayout = 'task' | 'record' | 'request' | 'workspace';

/** The list of each layout, by the name that its element carries for the keyboard. */
export const LIST_SCOPES = {
  task: 'tasks',
  record: 'records',
  request: 'requests',
  workspace: 'workspace',
} as const satisfies Record<ShownLayout, string>;

/**
 * The layout to show a table in; undefined when it is not known yet, or nothing can show it. Streams of any layout file
 * are shown as tasks are. A link that names an entry of a table that nothing can show means a task.
 */
export function shownLayout(
  layout: LayoutName | undefined,
  entry: string | undefined,
): ShownLayout | undefined {
  switch (layout) {
    case 'task':
    case 'record':
    case 'request':
    case 'workspace':
      return layout;
    case 'castore':
    case 'stream':
      return 'task';
    case 'other':
      return entry === undefined ? undefined : 'task';
    case undefined:
      return undefined;
  }
}

/** The store of some layout's table, as far as the window knows it. */
export type ViewStore = Pick<StoreApi<TableView>, 'getState' | 'getInitialState' | 'subscribe'>;

/** The store of each layout's table. */
export const viewsOf = ({
  tasks,
  records,
  requests,
  workspace,
}: Readonly<Record<'tasks' | 'records' | 'requests' | 'workspace', ViewStore>>) =>
  ({ task: tasks, record: records, request: requests, workspace }) satisfies Record<ShownLayout, ViewStore>;
