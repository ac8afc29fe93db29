import { useSyncExternalStore, type ReactElement } from 'react';
import { formatAge } from './duration.ts';
import { parseTime, type TimePrecision } from './formatTime.ts';
import { useTime } from './TimeContext.tsx';

const HALF_A_YEAR_MS = 183 * 24 * 60 * 60 * 1000;

/** Whether a time without its year could be taken for another year's. */
const isOld = (ms: number, nowMs: number): boolean => Math.abs(nowMs - ms) > HALF_A_YEAR_MS;

/**
 * A moment: clock time in the chosen zone or distance from now, as the reader chose; the tooltip holds both.
 * A text that is no time is shown as it stands.
 */
export function Time({
  at,
  precision = 'second',
  style,
  suffix = '',
  className,
}: {
  /** RFC 3339. */
  readonly at: string;
  readonly precision?: TimePrecision;
  /** Overrides the reader's choice where only one makes sense. */
  readonly style?: 'absolute' | 'relative';
  /** Put after a distance only: ` ago`. */
  readonly suffix?: string;
  readonly className?: string | undefined;
}): ReactElement {
  const time = useTime();
  const ms = parseTime(at);
  const relative = (style ?? time.style) === 'relative';
  const text = useSyncExternalStore(time.clock.subscribe, () => {
    if (ms === undefined) return at;
    if (!relative)
      return time.format(ms, precision === 'short' && isOld(ms, time.clock.now()) ? 'day' : precision);
    const age = formatAge(ms, time.clock.now());
    return age === 'now' || age.startsWith('in ') ? age : `${age}${suffix}`;
  });
  if (ms === undefined) return <bdi className={className}>{at}</bdi>;
  const title = `${time.format(ms, 'ms')} ${time.zone}`;
  return (
    <time className={className} dateTime={new Date(ms).toISOString()} title={title}>
      {text}
    </time>
  );
}
