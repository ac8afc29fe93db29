import { useRef, type ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { requestsStore } from './store.ts';

/** The middle pane of a table of the layout `request`. */
export function RequestsPane({ description, tools }: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const reopen = requestsStore.useSelector((state) => state.reopen);
  useAction('refresh', reopen, { part });
  return (
    <section ref={part} aria-label="Requests">
      <ListHeader title={description.table} tools={tools} onReload={reopen} />
      <EmptyState title={`“${description.table}” holds access requests`}>
        <p>{formatCount(description.items)} items by DynamoDB’s own count.</p>
      </EmptyState>
    </section>
  );
}
