import type { ReactElement } from 'react';
import { formatCount } from '../../../ui/numbers.ts';
import { taskContext } from '../store.ts';
import styles from './Inspector.module.css';

/** While events are being read: that a state is made from those that are there, and how many they are. */
export function NotYet(): ReactElement | null {
  const complete = taskContext.useSelector((state) => state.summary?.complete !== false);
  const events = taskContext.useSelector((state) => state.progress?.events ?? 0);
  const last = taskContext.useSelector((state) => state.progress?.lastSeq ?? 0);
  if (complete) return null;
  return (
    <p className={styles.lead} role="note">
      not yet the replay: from {formatCount(events)} of {formatCount(Math.max(events, last))} events
    </p>
  );
}
