import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
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
        expect(diff.length).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
      { numRuns: 1000 },
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
      { op: 'remove', path: ['l', 2], before: { S: 'c' } },
      { op: 'remove', path: ['l', 1], before: { S: 'b' } },
    ]);
  });

  it('refuses a document that it was not taken from', () => {
    const diff = diffDocuments({ a: { M: { b: { S: 'x' } } } }, { a: { M: {} } });
    expect(() => applyDiff(diff, {})).toThrow(AppError);
    expect(() => applyDiff(diff, { a: { S: 'no map' } })).toThrow(AppError);
    expect(() => applyDiff(diffDocuments(list('a', 'b'), list('a')), list('a'))).toThrow(AppError);
  });
});
