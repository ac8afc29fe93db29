import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import { ConflictStory } from '../../ui/conflict/ConflictStory.tsx';
import { useFirstFocus } from './useFirstFocus.ts';
import styles from './writes.module.css';

/** A race that this window has just lost: nothing was written, here is why, and what can be done (in the footer). */
export function ConflictView({
  conflict,
  onOpenEvent,
}: {
  readonly conflict: Conflict;
  readonly onOpenEvent?: ((seq: number) => void) | undefined;
}): ReactElement {
  const place = useFirstFocus<HTMLDivElement>('[data-first]');
  return (
    <div ref={place} className={styles.form}>
      <div data-first tabIndex={-1} className={styles.lead}>
        <h3>Another writer was first. Nothing of yours was written.</h3>
        <p className={styles.muted}>
          What you entered is kept. Reload to see the task as it is now and try on top of it, or give up.
        </p>
      </div>
      <ConflictStory conflict={conflict} onOpenEvent={onOpenEvent} />
    </div>
  );
}
