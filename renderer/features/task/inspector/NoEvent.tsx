import type { ReactElement } from 'react';
import { EmptyState } from '../../../ui/EmptyState.tsx';

/** What the inspector shows of a task that has no events. */
export function NoEvent(): ReactElement {
  return (
    <EmptyState title="No event to look at">
      The stream of this task is empty. A stored projection, if there is one, is under Raw.
    </EmptyState>
  );
}
