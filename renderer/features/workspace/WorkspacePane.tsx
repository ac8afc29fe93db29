import { useRef, type ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { workspaceStore } from './store.ts';

/** The middle pane of a table of the layout `workspace`. */
export function WorkspacePane({ description, tools }: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const reopen = workspaceStore.useSelector((state) => state.reopen);
  useAction('refresh', reopen, { part });
  return (
    <section ref={part} aria-label="Workspace">
      <ListHeader title={description.table} tools={tools} onReload={reopen} />
      <EmptyState title={`“${description.table}” holds a part of users’ workspaces`}>
        <p>{formatCount(description.items)} items by DynamoDB’s own count.</p>
      </EmptyState>
    </section>
  );
}
