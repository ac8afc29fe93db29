/** Nanoseconds in a second. */
const SECOND = 1_000_000_000n;

/** The first and the last moment that four digits of a year can name. */
const FIRST = BigInt(Date.parse('0000-01-01T00:00:00Z')) * 1_000_000n;
const LAST = BigInt(Date.parse('9999-12-31T23:59:59Z')) * 1_000_000n + SECOND - 1n;

const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** Seconds since 1970 at the start of a day; undefined when the calendar has no such day. */
const secondsAtDay = (year: number, month: number, day: number): number | undefined => {
  // Not `Date.UTC`, which takes the years 0 to 99 for those of the last century.
  const ms = new Date(0).setUTCFullYear(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms / 1000 : undefined;
};

/**
 * Nanoseconds since 1970 of an RFC 3339 time, whoever wrote it: any offset, any number of fraction digits (what lies
 * below a nanosecond is cut off), none as Go leaves them out. Undefined for any other text.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function parseNanoTime(text: string): bigint | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const [oh, om] = [Number(offsetHour ?? 0), Number(offsetMinute ?? 0)];
  // A leap second is written as second 60.
  if (h > 23 || m > 59 || s > 60 || oh > 23 || om > 59) return undefined;
  const start = secondsAtDay(Number(year), Number(month), Number(day));
  if (start === undefined) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (oh * 60 + om) * 60;
  const seconds = start + (h * 60 + m) * 60 + s - offset;
  return BigInt(seconds) * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

/** Whether `nanos` lies in the years 0000 to 9999, which alone have a text. */
export function isNanoTime(nanos: bigint): boolean {
  return nanos >= FIRST && nanos <= LAST;
}

/** Whole seconds since 1970, rounded down before 1970 too; what DynamoDB's TTL counts in. */
export function epochSecondsOf(nanos: bigint): bigint {
  const seconds = nanos / SECOND;
  return nanos < 0n && nanos % SECOND !== 0n ? seconds - 1n : seconds;
}

/**
 * RFC 3339 in UTC, always with nine digits behind the point: texts of one length, which sort as the times do. (Go's
 * RFC3339Nano leaves out zeros at the end, so that `45.5Z` sorts before `45Z`.)
 * @throws RangeError outside the years 0000 to 9999
 */
export function nanoTimeText(nanos: bigint): string {
  if (!isNanoTime(nanos)) throw new RangeError('A time outside the years 0000 to 9999 has no text.');
  const seconds = epochSecondsOf(nanos);
  const fraction = String(nanos - seconds * SECOND).padStart(9, '0');
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}
