import type { ReactElement } from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IdText } from '../../ui/IdText.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';

/** The right pane of a table of the layout `request`: the chosen request. */
export function RequestDetail({ entry }: LayoutPaneProps): ReactElement {
  return (
    <section aria-label="Request">
      {entry === undefined ? (
        <EmptyState title="No request chosen" />
      ) : (
        <h2>
          <IdText id={entry} strong />
        </h2>
      )}
    </section>
  );
}
