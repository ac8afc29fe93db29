import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalDocuments } from '../equality.ts';
import { documents } from '../samples.ts';
import { fromPlainMap, isPlainMap, toPlain, toPlainMap, type PlainMap } from './plainValue.ts';

const throughText = (plain: PlainMap): PlainMap => {
  const back: unknown = JSON.parse(JSON.stringify(plain));
  return isPlainMap(back) ? back : {};
};

describe('plain values', () => {
  it('read back as the same values, whatever they hold and are called', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const back = fromPlainMap(throughText(toPlainMap(document)));
        expect(equalDocuments(back, document)).toBe(true);
      }),
    );
  });

  it('are numbers only where JavaScript holds the very number', () => {
    expect(toPlain({ N: '0.1' })).toBe(0.1);
    expect(toPlain({ N: '-12' })).toBe(-12);
    expect(toPlain({ N: '9007199254740991' })).toBe(9007199254740991);
    for (const N of ['9007199254740992', '0.12345678901234567890', '1e400', 'junk']) {
      expect(toPlain({ N })).toEqual({ N });
    }
  });

  it('tell a map from a value that looks like it', () => {
    expect(toPlain({ M: { N: { S: '1' } } })).toEqual({ M: { N: '1' } });
    expect(fromPlainMap({ a: { M: { N: '1' } } })).toEqual({ a: { M: { N: { S: '1' } } } });
    expect(fromPlainMap({ a: { N: 1 }, b: { N: '1', B: '' } })).toEqual({
      a: { M: { N: { N: '1' } } },
      b: { M: { N: { S: '1' }, B: { S: '' } } },
    });
  });
});
