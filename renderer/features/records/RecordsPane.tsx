import { useRef, type ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { recordsStore } from './store.ts';

/** The middle pane of a table of the layout `record`. */
export function RecordsPane({ description, tools }: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const reopen = recordsStore.useSelector((state) => state.reopen);
  useAction('refresh', reopen, { part });
  return (
    <section ref={part} aria-label="Records">
      <ListHeader title={description.table} tools={tools} onReload={reopen} />
      <EmptyState title={`“${description.table}” holds versioned records`}>
        <p>{formatCount(description.items)} items by DynamoDB’s own count.</p>
      </EmptyState>
    </section>
  );
}
