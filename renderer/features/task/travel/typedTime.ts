import { TZDate } from '@date-fns/tz';
import { parseTime } from '#shared/model/times.ts';

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/;

/**
 * Epoch milliseconds of a typed time: RFC 3339, or a date with or without a clock in `zone`, as the window writes
 * it. Undefined when it is neither.
 */
export function typedTime(text: string, zone: string): number | undefined {
  const exact = parseTime(text.trim());
  if (!Number.isNaN(exact)) return exact;
  const match = LOCAL.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const ms = Number((match[7] ?? '0').padEnd(3, '0'));
  // The same rules for days and hours that do not exist as for a time with a zone.
  const [date = '', clock = '00:00:00'] = text.trim().split(/[T ]/);
  const wholeClock = clock.length === 5 ? `${clock}:00` : clock;
  if (Number.isNaN(parseTime(`${date}T${wholeClock}Z`))) return undefined;
  return new TZDate(year, month - 1, day, hour, minute, second, ms, zone).getTime();
}
