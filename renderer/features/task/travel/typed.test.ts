import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathText } from '../../../ui/value/path.ts';
import { parsePath } from './fieldPath.ts';
import { typedTime } from './typedTime.ts';
import { typedValue, valueWords } from './typedValue.ts';

describe('a typed path', () => {
  test('is read as the window writes it', () => {
    const step = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', 'a.b', '"', '#', ''),
      fc.nat(999),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(step, { maxLength: 4 }), (first, rest) => {
        const path = [first, ...rest];
        expect(parsePath(pathText(path))).toEqual(path);
      }),
    );
  });

  test('takes names that need no quotes elsewhere, and refuses what is no path', () => {
    expect(parsePath(' order-no.first line[0] ')).toEqual(['order-no', 'first line', 0]);
    for (const text of ['', '[0]', '.a', 'a..b', 'a[', 'a[x]', 'a[0]b', '"a'])
      expect(parsePath(text)).toBeUndefined();
  });
});

describe('a typed value', () => {
  test('is what it looks like, and a text where the field holds one', () => {
    expect(typedValue('42', undefined)).toEqual({ N: '42' });
    expect(typedValue('-1.5e3', { N: '0' })).toEqual({ N: '-1.5e3' });
    expect(typedValue('42', { S: '41' })).toEqual({ S: '42' });
    expect(typedValue('"42"', { N: '41' })).toEqual({ S: '42' });
    expect(typedValue('true', undefined)).toEqual({ BOOL: true });
    expect(typedValue('null', undefined)).toEqual({ NULL: true });
    expect(typedValue('in transit', undefined)).toEqual({ S: 'in transit' });
    expect(valueWords({ N: '42' })).toBe('number 42');
    expect(valueWords({ S: '42' })).toBe('text “42”');
  });
});

describe('a typed time', () => {
  test('is exact, or local to the zone', () => {
    expect(typedTime('2026-03-11T09:30:00Z', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 11, 9, 30));
    expect(typedTime('2026-03-11 09:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 11, 8, 30));
    expect(typedTime('2026-07-11 09:30:05.25', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 11, 7, 30, 5, 250));
    expect(typedTime('2026-03-11', 'UTC')).toBe(Date.UTC(2026, 2, 11));
    for (const text of ['', 'soon', '2026-02-30', '2026-03-11 25:00'])
      expect(typedTime(text, 'UTC')).toBeUndefined();
  });
});
