import type { ReactElement } from 'react';
import { cx } from '../../../ui/cx.ts';
import { formatTimeAs, parseTime } from '../../../ui/time/formatTime.ts';
import { Time } from '../../../ui/time/Time.tsx';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import styles from './EventList.module.css';

/** The day of a time in `zone`, to tell whether two rows share it; undefined for a text that is no time. */
export function dayOf(at: string, zone: string): string | undefined {
  const ms = parseTime(at);
  return ms === undefined ? undefined : formatTimeAs(ms, zone, 'yyyy-MM-dd');
}

/** When an event was written. In a narrow list the date stands only where it changes; the tooltip has it always. */
export function RowTime({ at, newDay }: { readonly at: string; readonly newDay: boolean }): ReactElement {
  const { style, zone, format, clock } = useTime();
  const ms = parseTime(at);
  if (style === 'relative' || ms === undefined) return <Time at={at} className={styles.time} />;
  const thisYear = formatTimeAs(ms, zone, 'yyyy') === formatTimeAs(clock.now(), zone, 'yyyy');
  return (
    <time className={styles.time} dateTime={new Date(ms).toISOString()} title={`${format(ms, 'ms')} ${zone}`}>
      <span className={cx(styles.day, newDay && styles.newDay)}>
        {formatTimeAs(ms, zone, thisYear ? 'd MMM ' : 'd MMM yyyy ')}
      </span>
      {formatTimeAs(ms, zone, 'HH:mm:ss')}
    </time>
  );
}
