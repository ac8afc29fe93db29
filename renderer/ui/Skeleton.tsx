import type { ReactElement } from 'react';
import styles from './Skeleton.module.css';

const WIDTHS = [62, 48, 70, 55, 66, 42, 58, 74, 50, 64];

/** The shape of rows that are on their way. Drawn after 100 ms, so a fast answer shows no flicker. */
export function Skeleton({
  rows = 8,
  label,
}: {
  readonly rows?: number;
  readonly label: string;
}): ReactElement {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden="true">
          <span className={styles.bar} style={{ width: `${WIDTHS[index % WIDTHS.length] ?? 50}%` }} />
        </div>
      ))}
    </div>
  );
}
