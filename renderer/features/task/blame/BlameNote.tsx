import type { ReactElement } from 'react';
import { Time } from '../../../ui/time/Time.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import styles from './blame.module.css';
import type { Blamed } from './useFieldBlame.ts';

/** Which event changed a field last, as a way there. */
export function BlameNote({
  blamed,
  current,
  onGo,
}: {
  readonly blamed: Blamed;
  /** The event that the state is shown after. */
  readonly current: number;
  readonly onGo: (seq: number) => void;
}): ReactElement {
  if (blamed.seq === 0) return <span className={styles.note}>before the first event</span>;
  const words = `Last changed by event ${blamed.seq}, ${blamed.type}: go there (b)`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.note}
      data-here={blamed.seq === current}
      title={words}
      aria-label={words}
      onClick={(event) => {
        event.stopPropagation();
        onGo(blamed.seq);
      }}
    >
      <span className={styles.seq}>
        <span className={styles.noteWord}>EVENT </span>
        {blamed.seq}
      </span>
      <span className={styles.noteType}>
        <span aria-hidden="true"> · </span>
        <PlainText closed text={blamed.type} limit={40} />
      </span>
      <span className={styles.noteTime}>
        <span aria-hidden="true"> · </span>
        <Time at={blamed.at} style="relative" suffix=" ago" />
      </span>
    </button>
  );
}
