import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { applyDiff } from './applyDiff.ts';
import { diffDocuments } from './diff.ts';
import { equalDocuments, equalValues } from './equality.ts';
import { documents, values } from './samples.ts';

const list = (...texts: readonly string[]): AttributeMap => ({ l: { L: texts.map((S) => ({ S })) } });

describe('equality', () => {
  it('compares numbers by value and sets without order, deep inside', () => {
    expect(equalValues({ L: [{ N: '1.0' }] }, { L: [{ N: '1' }] })).toBe(true);
    expect(equalValues({ M: { a: { SS: ['x', 'y'] } } }, { M: { a: { SS: ['y', 'x'] } } })).toBe(true);
    expect(equalValues({ NS: ['1', '20'] }, { NS: ['2e1', '1.0'] })).toBe(true);
    expect(equalValues({ BS: ['AQ==', 'Ag=='] }, { BS: ['Ag==', 'AQ=='] })).toBe(true);
  });

  it('tells types, list order, members and names apart', () => {
    expect(equalValues({ S: '1' }, { N: '1' })).toBe(false);
    expect(equalValues({ L: [{ S: 'a' }, { S: 'b' }] }, { L: [{ S: 'b' }, { S: 'a' }] })).toBe(false);
    expect(equalValues({ SS: ['x'] }, { SS: ['x', 'y'] })).toBe(false);
    expect(equalDocuments({ a: { S: '' } }, { b: { S: '' } })).toBe(false);
    expect(equalDocuments({}, attributeMap([['__proto__', { S: 'x' }]]))).toBe(false);
  });

  it('holds of any value and itself, taken apart', () => {
    fc.assert(fc.property(values, (value) => equalValues(value, structuredClone(value))));
  });
});

describe('diff', () => {
  it('applied to the first document yields the second', () => {
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        expect(equalDocuments(applyDiff(diffDocuments(a, b), a), b)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds for lists that share members', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const diff = diffDocuments(list(...a), list(...b));
        expect(applyDiff(diff, list(...a))).toEqual(list(...b));
        expect(diff.length).toBeLessThanOrEqual(a.length + b.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds for lists of anything that share, move and double members', () => {
    const pools = fc.array(values, { minLength: 1, maxLength: 6 });
    const picks = fc.array(fc.nat(5), { maxLength: 12 });
    fc.assert(
      fc.property(pools, picks, picks, (pool, left, right) => {
        const drawn = (from: readonly number[]): AttributeMap => ({
          l: { L: from.flatMap((pick) => pool[pick % pool.length] ?? []) },
        });
        const [a, b] = [drawn(left), drawn(right)];
        expect(equalDocuments(applyDiff(diffDocuments(a, b), a), b)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is empty exactly when the documents are equal', () => {
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        expect(diffDocuments(a, structuredClone(a))).toEqual([]);
        expect(diffDocuments(a, b).length === 0).toBe(equalDocuments(a, b));
      }),
    );
  });

  it('tells what is gone, new and other, each at its place', () => {
    expect(
      diffDocuments(
        { gone: { S: 'x' }, map: { M: { in: { N: '1' } } }, same: { N: '1' }, set: { SS: ['a'] } },
        { map: { M: { in: { N: '2' } } }, same: { N: '1.0' }, set: { SS: ['b', 'a'] }, new: { S: 'y' } },
      ),
    ).toEqual([
      { op: 'remove', path: ['gone'], before: { S: 'x' } },
      { op: 'change', path: ['map', 'in'], before: { N: '1' }, after: { N: '2' } },
      { op: 'change', path: ['set'], before: { SS: ['a'] }, after: { SS: ['b', 'a'] } },
      { op: 'add', path: ['new'], after: { S: 'y' } },
    ]);
  });

  it('tells one insertion into a list as one', () => {
    expect(diffDocuments(list('a', 'b', 'd'), list('a', 'b', 'c', 'd'))).toEqual([
      { op: 'add', path: ['l', 2], after: { S: 'c' } },
    ]);
    expect(diffDocuments(list('a', 'b', 'c', 'd'), list('a', 'd'))).toEqual([
      { op: 'remove', path: ['l', 1], before: { S: 'b' } },
      { op: 'remove', path: ['l', 1], before: { S: 'c' } },
    ]);
    expect(diffDocuments(list('a', 'b', 'c', 'd', 'e'), list('x', 'a', 'b', 'c', 'e'))).toEqual([
      { op: 'add', path: ['l', 0], after: { S: 'x' } },
      { op: 'remove', path: ['l', 4], before: { S: 'd' } },
    ]);
  });

  it('tells a place in a list that took another value as one change', () => {
    expect(diffDocuments(list('a', 'b', 'c'), list('a', 'x', 'c'))).toEqual([
      { op: 'change', path: ['l', 1], before: { S: 'b' }, after: { S: 'x' } },
    ]);
  });

  it('follows an entry that is known by its id, though it moved on and changed', () => {
    const line = (id: string, count: string): AttributeValue => ({
      M: { id: { S: id }, count: { N: count } },
    });
    const diff = diffDocuments(
      { lines: { L: [line('a', '1'), line('b', '2')] } },
      { lines: { L: [line('new', '9'), line('a', '1'), line('b', '3')] } },
    );
    expect(diff).toEqual([
      { op: 'add', path: ['lines', 0], after: line('new', '9') },
      { op: 'change', path: ['lines', 2, 'count'], before: { N: '2' }, after: { N: '3' } },
    ]);
  });

  it('tells one entry more or less in a long list as one change', () => {
    const entries = fc.array(
      fc
        .record({ id: fc.nat(50), text: fc.constantFrom('p', 'q') })
        .map(({ id, text }): AttributeValue => ({ M: { id: { N: String(id) }, text: { S: text } } })),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(entries, fc.nat(40), (L, where) => {
        const at = where % L.length;
        const without: AttributeMap = { l: { L: L.filter((_, index) => index !== at) } };
        expect(diffDocuments({ l: { L } }, without)).toHaveLength(1);
        expect(diffDocuments(without, { l: { L } })).toHaveLength(1);
      }),
    );
  });

  it('refuses a document that it was not taken from', () => {
    const diff = diffDocuments({ a: { M: { b: { S: 'x' } } } }, { a: { M: {} } });
    expect(() => applyDiff(diff, {})).toThrow(AppError);
    expect(() => applyDiff(diff, { a: { S: 'no map' } })).toThrow(AppError);
    expect(() => applyDiff(diffDocuments(list('a', 'b'), list('a')), list('a'))).toThrow(AppError);
  });
});
