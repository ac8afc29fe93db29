import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { equalValues } from '../equality.ts';
import { documents, values } from '../samples.ts';
import { holds, stepMeets, valueAt } from './fieldTest.ts';

const state = { order: { M: { lines: { L: [{ M: { sku: { S: 'A' } } }] } } }, __proto__x: { N: '1' } };

describe('a path', () => {
  it('leads through maps by name and lists by place, and nowhere else', () => {
    expect(valueAt(state, ['order', 'lines', 0, 'sku'])).toEqual({ S: 'A' });
    expect(valueAt(state, ['order', 'lines', '0', 'sku'])).toBeUndefined();
    expect(valueAt(state, ['order', 'lines', 1])).toBeUndefined();
    expect(valueAt(state, ['order', 0])).toBeUndefined();
    expect(valueAt(state, ['constructor'])).toBeUndefined();
    expect(valueAt(state, ['__proto__'])).toBeUndefined();
  });

  it('finds every attribute of any document, whatever its name', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const [name, value] of Object.entries(document)) expect(valueAt(document, [name])).toBe(value);
      }),
    );
  });
});

describe('a test of a value', () => {
  const N = (digits: string): AttributeValue => ({ N: digits });

  it('compares numbers by value, to all 38 digits', () => {
    expect(holds(N('1.0'), { op: '=', value: N('1e0') })).toBe(true);
    const big = '12345678901234567890123456789012345678';
    expect(holds(N(big), { op: '=', value: N('12345678901234567890123456789012345679') })).toBe(false);
    expect(holds(N('12345678901234567890123456789012345679'), { op: '>', value: N(big) })).toBe(true);
    expect(holds(N('-5'), { op: '<', value: N('1') })).toBe(true);
    expect(holds(N('10'), { op: '≥', value: N('9') })).toBe(true);
    expect(holds(N('9'), { op: '≤', value: N('9.00') })).toBe(true);
  });

  it('compares texts by their bytes and never across types', () => {
    expect(holds({ S: 'ﬀ' }, { op: '<', value: { S: '😀' } })).toBe(true);
    expect(holds({ S: '10' }, { op: '<', value: { S: '9' } })).toBe(true);
    expect(holds({ S: '1' }, { op: '=', value: N('1') })).toBe(false);
    expect(holds({ S: '1' }, { op: '<', value: N('2') })).toBe(false);
  });

  it('knows what a text, a set or a list contains', () => {
    expect(holds({ S: 'E_5XX' }, { op: 'contains', value: { S: '5X' } })).toBe(true);
    expect(holds({ SS: ['a', 'b'] }, { op: 'contains', value: { S: 'b' } })).toBe(true);
    expect(holds({ NS: ['1', '2'] }, { op: 'contains', value: N('2.0') })).toBe(true);
    expect(holds({ L: [N('1'), { S: 'x' }] }, { op: 'contains', value: N('01') })).toBe(true);
    expect(holds({ M: {} }, { op: 'contains', value: { S: 'x' } })).toBe(false);
  });

  it('is true of absence only when it asks for it', () => {
    fc.assert(
      fc.property(values, (value) => {
        for (const op of ['=', '<', '≤', '>', '≥', 'contains'] as const)
          expect(holds(undefined, { op, value })).toBe(false);
        expect(holds(value, { op: '=', value })).toBe(true);
        expect(holds(value, { op: 'exists' })).toBe(!holds(value, { op: 'missing' }));
      }),
    );
  });
});

describe('a step', () => {
  it('changes a field exactly when its values differ by DynamoDB’s rules', () => {
    fc.assert(
      fc.property(values, values, (was, is) => {
        const changes = stepMeets({ f: was }, { f: is }, ['f'], { op: 'changes' }, false);
        expect(changes).toBe(!equalValues(was, is));
      }),
    );
    expect(stepMeets({ f: { N: '1' } }, { f: { N: '1.0' } }, ['f'], { op: 'changes' }, false)).toBe(false);
    expect(stepMeets({}, { f: { N: '1' } }, ['f'], { op: 'changes' }, false)).toBe(true);
  });

  it('meets a test only where it begins to hold', () => {
    const test = { op: '=', value: { S: 'a' } } as const;
    expect(stepMeets({ f: { S: 'b' } }, { f: { S: 'a' } }, ['f'], test, false)).toBe(true);
    expect(stepMeets({ f: { S: 'a' } }, { f: { S: 'a' } }, ['f'], test, false)).toBe(false);
    expect(stepMeets({ f: { S: 'a' } }, { f: { S: 'a' } }, ['f'], test, true)).toBe(true);
    expect(stepMeets({ f: { S: 'a' } }, {}, ['f'], { op: 'missing' }, false)).toBe(true);
  });
});
