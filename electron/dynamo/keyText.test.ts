import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { keyText } from './keyText.ts';

const part = fc.oneof(
  fc.string({ unit: 'binary' }).map((S) => ({ S })),
  fc.integer().map((value) => ({ N: String(value) })),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => ({ B: Buffer.from(bytes).toString('base64') })),
);
const key = fc.record({ PK: part, SK: part });

describe('keyText', () => {
  it('is the same for the same key only', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const same = JSON.stringify([a.PK, a.SK]) === JSON.stringify([b.PK, b.SK]);
        expect(keyText(a, ['PK', 'SK']) === keyText(b, ['PK', 'SK'])).toBe(same);
      }),
    );
  });

  it('knows a key however the server spells it', () => {
    const spelled: readonly (readonly [AttributeMap, AttributeMap])[] = [
      [{ PK: { N: '1' } }, { PK: { N: '1.0' } }],
      [{ PK: { N: '100' } }, { PK: { N: '1E2' } }],
      [{ PK: { N: '-0' } }, { PK: { N: '0' } }],
      [{ PK: { B: 'YQ==' } }, { PK: { B: 'YQ' } }],
    ];
    for (const [a, b] of spelled) expect(keyText(a, ['PK'])).toBe(keyText(b, ['PK']));
    expect(keyText({ PK: { S: '1' } }, ['PK'])).not.toBe(keyText({ PK: { N: '1' } }, ['PK']));
  });

  it('looks at the key only, and misses what is missing', () => {
    expect(keyText({ PK: { S: 'a' }, more: { S: 'b' } }, ['PK'])).toBe(keyText({ PK: { S: 'a' } }, ['PK']));
    expect(keyText({ PK: { S: 'a' } }, ['PK', 'SK'])).toBeUndefined();
    expect(keyText({}, ['__proto__'])).toBeUndefined();
  });
});
