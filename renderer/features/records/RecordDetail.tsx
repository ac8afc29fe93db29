import type { ReactElement } from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IdText } from '../../ui/IdText.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';

/** The right pane of a table of the layout `record`: the chosen record. */
export function RecordDetail({ entry }: LayoutPaneProps): ReactElement {
  return (
    <section aria-label="Record">
      {entry === undefined ? (
        <EmptyState title="No record chosen" />
      ) : (
        <h2>
          <IdText id={entry} strong />
        </h2>
      )}
    </section>
  );
}
