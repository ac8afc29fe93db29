import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from './times.ts';

describe('times', () => {
  it('are read as the calendar says', () => {
    const dates = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseTime(date.toISOString())).toBe(date.getTime());
      }),
      {
        numRuns: 1000,
      },
    );
  });

  it('hold offsets, fractions, lower case and leap seconds', () => {
    expect(parseTime('2026-03-11T10:30:00+01:30')).toBe(Date.UTC(2026, 2, 11, 9));
    expect(parseTime('2026-03-11T00:30:00-00:45')).toBe(Date.UTC(2026, 2, 11, 1, 15));
    expect(parseTime('2026-03-11t09:00:00.5z')).toBe(Date.UTC(2026, 2, 11, 9) + 500);
    expect(parseTime('2016-12-31T23:59:60Z')).toBe(Date.UTC(2017, 0, 1));
    const [a, b] = ['2026-03-11T09:00:00.000001Z', '2026-03-11T09:00:00.000002Z'].map(parseTime);
    expect(a).toBeLessThan(b ?? Number.NaN);
  });

  it.each([
    '',
    '1',
    'yesterday',
    '2026-03-11',
    '2026-03-11T09:00:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-03-11T24:00:00Z',
    '2026-03-11T09:60:00Z',
    '2026-03-11T09:00:00+24:00',
    '2026-03-11T09:00:00Z ',
  ])('refuse %j', (text) => {
    expect(parseTime(text)).toBeNaN();
  });
});
