import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { typeOf } from '#shared/model/attributeValue.ts';
import type { TimeFormat } from '#shared/model/streamLayout.ts';
import type { Reading } from './values.ts';

const DECIMAL = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/;

/** By how many decimal places a count is finer than seconds. */
const PLACES = { s: 0, ms: 3, us: 6, ns: 9 } as const satisfies Record<
  Exclude<TimeFormat, 'rfc3339'>,
  number
>;

/** The first and the last second that four digits of a year can name. */
const FIRST = -62_167_219_200n;
const LAST = 253_402_300_799n;

/** The digits before and behind the point of a count moved by `places` to the right; the sign is left out. */
function shifted(whole: string, fraction: string, places: number): readonly [string, string] {
  const all = whole + fraction;
  const point = whole.length + places;
  if (point <= 0) return ['0', '0'.repeat(-point) + all];
  return [all.slice(0, point).padEnd(point, '0'), all.slice(point)];
}

/**
 * RFC 3339 in UTC of a count since 1970, with every digit that the count has: milliseconds keep three behind the
 * point, nanoseconds nine. Undefined when the text is no number, or outside the years 0000 to 9999.
 */
export function timeOfCount(count: string, format: Exclude<TimeFormat, 'rfc3339'>): string | undefined {
  const [, sign, whole, fraction = '', exponent] = DECIMAL.exec(count) ?? [];
  if (whole === undefined) return undefined;
  const [before, behind] = shifted(whole, fraction, Number(exponent ?? 0) - PLACES[format]);
  let seconds = BigInt(before);
  let rest = behind;
  if (sign === '-') {
    seconds = -seconds;
    if (/[1-9]/.test(rest)) {
      seconds -= 1n;
      rest = String(10n ** BigInt(rest.length) - BigInt(rest)).padStart(rest.length, '0');
    }
  }
  if (seconds < FIRST || seconds > LAST) return undefined;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return rest === '' ? `${text}Z` : `${text}.${rest}Z`;
}

/**
 * The time of an event as RFC 3339 text. A text is kept as it was written, whatever it says: what is no time is a
 * finding of its own. `name` is the place in words.
 */
export function readTime(
  value: AttributeValue | undefined,
  name: string,
  format: TimeFormat,
): Reading<string> {
  if (value === undefined) return { reason: `it has no ${name}` };
  if (format === 'rfc3339') {
    if (!('S' in value)) return { reason: `its ${name} is of type ${typeOf(value)}, not a text` };
    return value.S === '' ? { reason: `its ${name} is empty` } : { value: value.S };
  }
  const count = 'N' in value ? value.N : 'S' in value ? value.S : undefined;
  if (count === undefined) return { reason: `its ${name} is of type ${typeOf(value)}, not a number` };
  const text = timeOfCount(count, format);
  return text === undefined
    ? { reason: `its ${name} is no time from the year 0000 to 9999: ${count.slice(0, 100)}` }
    : { value: text };
}
