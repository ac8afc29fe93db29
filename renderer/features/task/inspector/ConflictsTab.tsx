import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConflictStory } from '../../../ui/conflict/ConflictStory.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { counted } from '../../../ui/numbers.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { taskContext } from '../store.ts';
import styles from './Conflicts.module.css';

/** How many stories are told here; the list of all conflicts has every one. */
const DRAWN = 50;

/** The races this task's writers lost: what each expected, what was there, who had won, and the state each saw. */
export function ConflictsTab({
  onOpen,
}: {
  readonly onOpen: ((conflict: Conflict) => void) | undefined;
}): ReactElement {
  const conflicts = taskContext.useSelector((state) => state.conflicts);
  const { actions } = taskContext.useApi().getState();
  switch (conflicts.phase) {
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton rows={4} label="Reading the conflicts" />;
    case 'failed':
      return (
        <ErrorPanel error={conflicts.error} steps={{ retry: actions.reopen, reconnect: actions.reopen }} />
      );
    case 'done':
      return conflicts.value.length === 0 ? (
        <EmptyState title="No conflicts recorded">
          When a write from this program loses a race for this task, it is kept here with both sides.
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {conflicts.value.slice(0, DRAWN).map((conflict) => (
            <li key={conflict.id}>
              <ConflictStory conflict={conflict} onOpenEvent={actions.select} />
              {onOpen === undefined ? null : (
                <Button look="quiet" onClick={() => onOpen(conflict)}>
                  Show among all conflicts
                </Button>
              )}
            </li>
          ))}
          {conflicts.value.length > DRAWN ? (
            <li className={styles.more}>and {counted(conflicts.value.length - DRAWN, 'more conflict')}</li>
          ) : null}
        </ul>
      );
  }
}
