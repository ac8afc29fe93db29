import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochSecondsOf, isNanoTime, nanoTimeText, parseNanoTime } from './nanoTime.ts';

const FIRST = -62_167_219_200_000_000_000n;
const LAST = 253_402_300_799_999_999_999n;

const anyTime = fc.oneof(
  fc.bigInt({ min: FIRST, max: LAST }),
  fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_002_000_000_000n }),
  fc.bigInt({ min: -2_000_000_000n, max: 2_000_000_000n }),
  fc.constantFrom(FIRST, LAST, 0n, -1n, 1n),
);

describe('what is written', () => {
  it('is read back to the nanosecond', () => {
    fc.assert(fc.property(anyTime, (nanos) => parseNanoTime(nanoTimeText(nanos)) === nanos));
  });

  it('sorts as text the way it sorts in time', () => {
    const order = (a: string | bigint, b: string | bigint) => (a < b ? -1 : a > b ? 1 : 0);
    fc.assert(
      fc.property(anyTime, anyTime, (a, b) => {
        expect(order(nanoTimeText(a), nanoTimeText(b))).toBe(order(a, b));
      }),
    );
  });

  it('is of one length, in UTC', () => {
    expect(nanoTimeText(0n)).toBe('1970-01-01T00:00:00.000000000Z');
    expect(nanoTimeText(-1n)).toBe('1969-12-31T23:59:59.999999999Z');
    expect(nanoTimeText(1_768_449_225_123_456_780n)).toBe('2026-01-15T03:53:45.123456780Z');
    expect(nanoTimeText(LAST)).toBe('9999-12-31T23:59:59.999999999Z');
    for (const beyond of [FIRST - 1n, LAST + 1n]) {
      expect(isNanoTime(beyond)).toBe(false);
      expect(() => nanoTimeText(beyond)).toThrow(RangeError);
    }
  });
});

describe('what others write', () => {
  it('is read exactly as Go trims it, although its texts do not sort', () => {
    const trimmed = (nanos: bigint) => nanoTimeText(nanos).replace(/\.?0+Z$/, 'Z');
    fc.assert(
      fc.property(
        fc.oneof(
          anyTime,
          fc.nat(99).map((tenths) => BigInt(tenths) * 100_000_000n),
        ),
        (nanos) => {
          expect(parseNanoTime(trimmed(nanos))).toBe(nanos);
        },
      ),
    );
    expect(trimmed(500_000_000n) < trimmed(0n)).toBe(true);
  });

  it('is read in any offset', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -1439, max: 1439 }), (nanos, minutes) => {
        const shifted = nanos + BigInt(minutes) * 60_000_000_000n;
        fc.pre(isNanoTime(shifted));
        const clock = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = clock.map((part) => String(part).padStart(2, '0')).join(':');
        const text = nanoTimeText(shifted).replace('Z', `${minutes < 0 ? '-' : '+'}${offset}`);
        expect(parseNanoTime(text)).toBe(nanos);
      }),
    );
  });

  it.each([
    ['2026-01-15T03:53:45Z', 1_768_449_225_000_000_000n],
    ['2026-01-15t03:53:45.1z', 1_768_449_225_100_000_000n],
    ['2026-01-15 04:53:45.12+01:00', 1_768_449_225_120_000_000n],
    ['2026-01-15T03:53:45.1234567899Z', 1_768_449_225_123_456_789n],
    ['2016-12-31T23:59:60Z', 1_483_228_800_000_000_000n],
    ['0099-03-01T00:00:00Z', -59_037_897_600_000_000_000n],
  ])('%s', (text, nanos) => {
    expect(parseNanoTime(text)).toBe(nanos);
  });

  it.each([
    '',
    'yesterday',
    '2026-01-15',
    '2026-02-29T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-01-15T24:00:00Z',
    '2026-01-15T03:60:00Z',
    '2026-01-15T03:53:45',
    '2026-01-15T03:53:45.Z',
    '2026-01-15T03:53:45+24:00',
    '12026-01-15T03:53:45Z',
  ])('%j is no time', (text) => {
    expect(parseNanoTime(text)).toBeUndefined();
  });
});

it('counts whole seconds downwards, before 1970 too', () => {
  expect([0n, 999_999_999n, 1_000_000_000n, -1n, -1_000_000_000n].map(epochSecondsOf)).toEqual([
    0n,
    0n,
    1n,
    -1n,
    -1n,
  ]);
});
