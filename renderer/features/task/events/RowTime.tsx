import type { ReactElement } from 'react';
import { cx } from '../../../ui/cx.ts';
import { parseTime } from '../../../ui/time/formatTime.ts';
import { Time } from '../../../ui/time/Time.tsx';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import styles from './EventList.module.css';
import type { LocalClock } from './localClock.ts';

/** The day of a time, to tell whether two rows share it; undefined for a text that is no time. */
export function dayOf(at: string, local: LocalClock): string | undefined {
  const ms = parseTime(at);
  return ms === undefined ? undefined : local(ms).day;
}

/** When an event was written. In a narrow list the date stands only where it changes; the tooltip has it always. */
export function RowTime({
  at,
  newDay,
  local,
}: {
  readonly at: string;
  readonly newDay: boolean;
  readonly local: LocalClock;
}): ReactElement {
  const { style, zone } = useTime();
  const ms = parseTime(at);
  if (style === 'relative' || ms === undefined) return <Time at={at} className={styles.time} />;
  const { day, clock, exact } = local(ms);
  return (
    <time className={styles.time} dateTime={new Date(ms).toISOString()} title={`${day} ${exact} ${zone}`}>
      <span className={cx(styles.day, newDay && styles.newDay)}>
        <span className={styles.year}>{day.slice(0, -5)}</span>
        {day.slice(-5)}{' '}
      </span>
      {clock}
    </time>
  );
}
