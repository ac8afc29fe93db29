import type { ReactElement } from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IdText } from '../../ui/IdText.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';

/** The right pane of a table of the layout `workspace`: the chosen user. */
export function WorkspaceDetail({ entry }: LayoutPaneProps): ReactElement {
  return (
    <section aria-label="Workspace of a user">
      {entry === undefined ? (
        <EmptyState title="No user chosen" />
      ) : (
        <h2>
          <IdText id={entry} strong />
        </h2>
      )}
    </section>
  );
}
