import type { ReactElement } from 'react';
import { RecordDetail } from '../features/records/RecordDetail.tsx';
import { RecordsPane } from '../features/records/RecordsPane.tsx';
import { RequestDetail } from '../features/requests/RequestDetail.tsx';
import { RequestsPane } from '../features/requests/RequestsPane.tsx';
import { WorkspaceDetail } from '../features/workspace/WorkspaceDetail.tsx';
import { WorkspacePane } from '../features/workspace/WorkspacePane.tsx';
import type { LayoutPaneProps } from '../ui/list/layoutPane.ts';
import type { ShownLayout } from './shownLayout.ts';

interface LayoutPanes {
  readonly Pane: (props: LayoutPaneProps) => ReactElement;
  readonly Detail: (props: LayoutPaneProps) => ReactElement;
}

/** The middle and the right pane of each layout; those of `task` are given more than these. */
export const LAYOUT_PANES = {
  record: { Pane: RecordsPane, Detail: RecordDetail },
  request: { Pane: RequestsPane, Detail: RequestDetail },
  workspace: { Pane: WorkspacePane, Detail: WorkspaceDetail },
} as const satisfies Record<Exclude<ShownLayout, 'task'>, LayoutPanes>;
