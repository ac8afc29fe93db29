import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNumbers, canonicalNumber, compareNumbers, equalNumbers } from './numbers.ts';

interface Written {
  readonly text: string;
  /** The value times 10^60, exact. */
  readonly scaled: bigint;
}

/** A number of up to 38 digits, written in one of many ways. */
const written: fc.Arbitrary<Written> = fc
  .record({
    whole: fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }),
    shift: fc.integer({ min: -20, max: 20 }),
    point: fc.nat(45),
    zeros: fc.nat(3),
    negative: fc.boolean(),
    upper: fc.boolean(),
  })
  .map(({ whole, shift, point, zeros, negative, upper }) => {
    const padded = '0'.repeat(zeros) + String(whole).padStart(point + 1, '0');
    const digits = point === 0 ? padded : `${padded.slice(0, -point)}.${padded.slice(-point)}`;
    const exponent = shift + point;
    const text = `${negative ? '-' : ''}${digits}${exponent === 0 ? '' : `${upper ? 'E+' : 'e'}${exponent}`}`;
    const scaled = whole * 10n ** BigInt(shift + 60);
    return { text: exponent < 0 ? text.replace('E+', 'E') : text, scaled: negative ? -scaled : scaled };
  });

const sign = (n: bigint): number => (n < 0n ? -1 : n > 0n ? 1 : 0);

describe('numbers', () => {
  it('compare by value as exact arithmetic does', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        expect(compareNumbers(a.text, b.text)).toBe(sign(a.scaled - b.scaled));
        expect(equalNumbers(a.text, b.text)).toBe(a.scaled === b.scaled);
      }),
      { numRuns: 2000 },
    );
  });

  it('are equal however one value is written', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: -30, max: 30 }), (a, shift) => {
        const other = `${a.scaled}e${-60 - shift}`;
        expect(equalNumbers(a.text, `${a.scaled}e-60`)).toBe(true);
        expect(equalNumbers(a.text, other)).toBe(shift === 0 || a.scaled === 0n);
      }),
    );
  });

  it.each([
    ['0', '-0'],
    ['0', '0.000e5'],
    ['1', '01.0'],
    ['100', '1E2'],
    ['.5', '0.50'],
    ['5.', '5'],
    ['+3', '3'],
    // 39 digits: DynamoDB keeps 38.
    [`${'9'.repeat(38)}4`, `${'9'.repeat(38)}0`],
    [`${'9'.repeat(38)}5`, `1${'0'.repeat(39)}`],
  ])('%s equals %s', (a, b) => {
    expect(equalNumbers(a, b)).toBe(true);
    expect(compareNumbers(a, b)).toBe(0);
  });

  it('tells the 38th digit', () => {
    expect(equalNumbers(`1${'0'.repeat(36)}1`, `1${'0'.repeat(36)}2`)).toBe(false);
    expect(equalNumbers('9007199254740993', '9007199254740992')).toBe(false);
  });

  it('takes what is no number for itself', () => {
    expect(equalNumbers('junk', 'junk')).toBe(true);
    expect(equalNumbers('junk', '0')).toBe(false);
    expect(equalNumbers('', '0')).toBe(false);
    expect(compareNumbers('junk', '5')).toBe(1);
    expect(canonicalNumber('1e9999999999')).toContain('not a number');
  });
});

describe('sums', () => {
  it('are exact for whole numbers that 38 digits hold', () => {
    const whole = fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(addNumbers(String(a), String(b))).toBe(String(a + b));
      }),
    );
  });

  it('are exact for fractions, whatever their spelling', () => {
    expect(addNumbers('0.1', '2e-1')).toBe('0.3');
    expect(addNumbers('-1.50', '1.5')).toBe('0');
    expect(addNumbers('1e20', '-0.5')).toBe('99999999999999999999.5');
    expect(addNumbers('1e125', '1')).toBe('1e125');
    expect(addNumbers('1e100', '1')).toBe('1e100');
    expect(addNumbers('1e-120', '0')).toBe('1e-120');
    expect(addNumbers('x', '1')).toBeUndefined();
  });

  it('take numbers of any size in no time', () => {
    expect(addNumbers('1e999999999', '1e-999999999')).toBe('1e999999999');
  });
});
