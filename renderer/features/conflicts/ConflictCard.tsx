import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import { Button } from '../../ui/Button.tsx';
import { ConflictStory } from '../../ui/conflict/ConflictStory.tsx';
import { IdText } from '../../ui/IdText.tsx';
import styles from './conflicts.module.css';
import { seqToOpen } from './selectors.ts';

/** A conflict's whole story with its task, which can be opened at the event that decided it, or its item. */
export function ConflictCard({
  conflict,
  onOpen,
}: {
  readonly conflict: Conflict;
  /** Shows the conflict's task at event `seq`; 0 for an item. */
  readonly onOpen: (seq: number) => void;
}): ReactElement {
  return (
    <section className={styles.card} aria-label={`Conflict on ${conflict.taskId}`}>
      <header className={styles.cardHead}>
        <span className={styles.cardTask}>
          <IdText id={conflict.taskId} strong /> <span className={styles.muted}>in {conflict.table}</span>
        </span>
        <Button onClick={() => onOpen(seqToOpen(conflict))}>
          {conflict.attempt.kind === 'item'
            ? 'Open it as it is now'
            : `Open the task at event ${seqToOpen(conflict)}`}
        </Button>
      </header>
      <ConflictStory conflict={conflict} onOpenEvent={onOpen} />
    </section>
  );
}
