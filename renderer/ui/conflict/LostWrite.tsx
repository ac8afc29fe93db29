import type { ReactElement, ReactNode } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import { Button } from '../Button.tsx';
import { TAKES_FOCUS } from '../focus/focusPlace.ts';
import { useFirstFocus } from '../focus/useFirstFocus.ts';
import { PlainText } from '../value/PlainText.tsx';
import { ConflictStory } from './ConflictStory.tsx';
import styles from './LostWrite.module.css';

/** A race that this window has just lost, in a dialog: nothing was written, here is why, and what can be done. */
export function LostWrite({
  conflict,
  what,
  onOpenEvent,
}: {
  readonly conflict: Conflict;
  /** What would be read again: `the task`, `the request`. */
  readonly what: string;
  readonly onOpenEvent?: ((seq: number) => void) | undefined;
}): ReactElement {
  const place = useFirstFocus<HTMLDivElement>('[data-first]');
  return (
    <div ref={place} className={styles.whole}>
      <div data-first {...TAKES_FOCUS} className={styles.lead}>
        <h3>Another writer was first. Nothing of yours was written.</h3>
        <p className={styles.muted}>
          What you entered is kept. Reload to see {what} as it is now and try on top of it, or give up.
        </p>
      </div>
      <ConflictStory conflict={conflict} onOpenEvent={onOpenEvent} />
    </div>
  );
}

/** The two ways on from a {@link LostWrite}, for the dialog's footer. */
export function LostWriteButtons({
  onGiveUp,
  onTryOnTop,
}: {
  readonly onGiveUp: () => void;
  readonly onTryOnTop: () => void;
}): ReactElement {
  return (
    <>
      <Button onClick={onGiveUp}>Give up</Button>
      <Button look="primary" onClick={onTryOnTop}>
        Reload and try on top
      </Button>
    </>
  );
}

/** A write whose outcome is not known, in a dialog. The children say which ways there are to find out. */
export function UnknownWrite({
  what,
  message,
  children,
}: {
  /** What may have been written: `EVENT#0019`, `the approval`. */
  readonly what: string;
  /** What was and was not established. */
  readonly message: string;
  readonly children: ReactNode;
}): ReactElement {
  const place = useFirstFocus<HTMLDivElement>('[data-first]');
  return (
    <div ref={place} className={styles.whole}>
      <div data-first {...TAKES_FOCUS} className={styles.lead}>
        <h3>It is not known whether {what} was written.</h3>
        <p>
          <PlainText text={message} />
        </p>
      </div>
      {children}
    </div>
  );
}
