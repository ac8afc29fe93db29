import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTime } from '#shared/model/times.ts';
import { readTime, timeOfCount } from './eventTime.ts';

it.each([
  ['1767323045', 's', '2026-01-02T03:04:05Z'],
  ['1767323045.25', 's', '2026-01-02T03:04:05.25Z'],
  ['1767323045678', 'ms', '2026-01-02T03:04:05.678Z'],
  ['1767323045000', 'ms', '2026-01-02T03:04:05.000Z'],
  ['1767323045678901', 'us', '2026-01-02T03:04:05.678901Z'],
  ['1767323045678901234', 'ns', '2026-01-02T03:04:05.678901234Z'],
  ['1767323045678.9', 'ms', '2026-01-02T03:04:05.6789Z'],
  ['1.767323045e9', 's', '2026-01-02T03:04:05Z'],
  ['0', 's', '1970-01-01T00:00:00Z'],
  ['5', 'ms', '1970-01-01T00:00:00.005Z'],
  ['-1', 'ms', '1969-12-31T23:59:59.999Z'],
  ['-1000', 'ms', '1969-12-31T23:59:59.000Z'],
  ['253402300799', 's', '9999-12-31T23:59:59Z'],
] as const)('%s in %s is %s', (count, format, text) => {
  expect(timeOfCount(count, format)).toBe(text);
});

it.each([
  ['253402300800', 's'],
  ['-62167219201', 's'],
  ['1e200', 's'],
  ['soon', 'ms'],
  ['', 'ns'],
  ['NaN', 'us'],
] as const)('%s in %s is no time', (count, format) => {
  expect(timeOfCount(count, format)).toBeUndefined();
});

it('loses no digit, and sorts as the counts do', () => {
  const nanos = fc.bigInt({ min: -62_167_219_200_000_000_000n, max: 253_402_300_799_999_999_999n });
  fc.assert(
    fc.property(nanos, nanos, (a, b) => {
      const [left, right] = [timeOfCount(String(a), 'ns') ?? '', timeOfCount(String(b), 'ns') ?? ''];
      expect(left < right).toBe(a < b);
      const fraction = BigInt(left.slice(20, 29));
      const seconds = BigInt(Date.parse(`${left.slice(0, 19)}Z`)) / 1000n;
      expect(seconds * 1_000_000_000n + fraction).toBe(a);
      expect(Number.isNaN(parseTime(left))).toBe(false);
    }),
  );
});

it('keeps a text as it was written, and says what is none', () => {
  expect(readTime({ S: '2026-01-02t03:04:05+05:00' }, '“at”', 'rfc3339')).toEqual({
    value: '2026-01-02t03:04:05+05:00',
  });
  expect(readTime({ N: '5' }, '“at”', 'rfc3339')).toEqual({ reason: 'its “at” is of type N, not a text' });
  expect(readTime(undefined, '“at”', 'ms')).toEqual({ reason: 'it has no “at”' });
  expect(readTime({ S: '1767323045678' }, '“at”', 'ms')).toEqual({ value: '2026-01-02T03:04:05.678Z' });
  expect(readTime({ S: 'x' }, '“at”', 'ms')).toEqual({
    reason: 'its “at” is no time from the year 0000 to 9999: x',
  });
  expect(readTime({ BOOL: true }, '“at”', 'ms')).toEqual({
    reason: 'its “at” is of type BOOL, not a number',
  });
});
