import type { ReactElement } from 'react';
import styles from './Timeline.module.css';

/** The shape of a timeline that is on its way. */
export function TimelineShape(): ReactElement {
  return (
    <div className={styles.shape} role="status" aria-label="Reading the timeline">
      <span style={{ flex: 2 }} />
      <span style={{ flex: 5 }} />
      <span style={{ flex: 1 }} />
      <span style={{ flex: 4 }} />
    </div>
  );
}
