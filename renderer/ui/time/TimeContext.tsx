import { createContext, useContext, useMemo, type ReactElement, type ReactNode } from 'react';
import type { Clock } from './clock.ts';
import { formatTime, resolveZone, type TimePrecision } from './formatTime.ts';

/** How times are written in this window. */
export interface TimeSettings {
  /** An IANA zone name, resolved: never `local`. */
  readonly zone: string;
  readonly style: 'absolute' | 'relative';
  readonly clock: Clock;
  /** A moment in epoch milliseconds, in the chosen zone. */
  readonly format: (ms: number, precision?: TimePrecision) => string;
}

const TimeContext = createContext<TimeSettings | null>(null);

/** Gives everything below the one chosen zone and style. */
export function TimeProvider({
  timeZone,
  timeStyle,
  clock,
  children,
}: {
  /** An IANA zone name, or `local`. */
  readonly timeZone: string;
  readonly timeStyle: 'absolute' | 'relative';
  readonly clock: Clock;
  readonly children: ReactNode;
}): ReactElement {
  const settings = useMemo<TimeSettings>(() => {
    const zone = resolveZone(timeZone);
    return { zone, style: timeStyle, clock, format: (ms, precision) => formatTime(ms, zone, precision) };
  }, [timeZone, timeStyle, clock]);
  return <TimeContext.Provider value={settings}>{children}</TimeContext.Provider>;
}

/** How times are written in this window. */
export function useTime(): TimeSettings {
  const settings = useContext(TimeContext);
  if (settings === null) throw new Error('No TimeProvider above this component');
  return settings;
}
