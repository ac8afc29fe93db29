import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from '../dynamo/arbitraryItems.fixture.ts';
import { arbitraryDamage, arbitrarySpelling, damaged } from './arbitraryPages.fixture.ts';
import { decodeItem } from './decodeItem.ts';

/** What the slow and certain way says of the same bytes. */
function expected(bytes: Uint8Array): AttributeMap | undefined {
  try {
    const parsed: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return isAttributeMap(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Text that names every own property in its order, `__proto__` too. */
const exact = (value: unknown): string | undefined => JSON.stringify(value);

const whole = (bytes: Uint8Array): AttributeMap | undefined => decodeItem(bytes, 0, bytes.length);

describe('decodeItem', () => {
  it('gives what JSON.parse gives, however it is written and wherever it lies', () => {
    fc.assert(
      fc.property(arbitraryAttributes, arbitrarySpelling, fc.string(), (item, spell, before) => {
        const head = Buffer.from(before);
        const text = Buffer.from(spell(item));
        const decoded = decodeItem(Buffer.concat([head, text, head]), head.length, head.length + text.length);
        expect(exact(decoded)).toBe(exact(item));
      }),
      { numRuns: 500 },
    );
  });

  it('takes what JSON.parse takes of damaged bytes, and nothing else', () => {
    const several = fc.array(arbitraryDamage, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(arbitraryAttributes, several, (item, damages) => {
        const bytes = damages.reduce(damaged, new Uint8Array(Buffer.from(JSON.stringify(item))));
        expect(exact(whole(bytes))).toBe(exact(expected(bytes)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '{"a":{"S":"1"},"a":{"S":"2"}}',
    '{"a":{"S":"1","S":"2"}}',
    '{"a":{"S":"1","N":"2"}}',
    '{"__proto__":{"M":{"__proto__":{"S":"x"}}}}',
    '{"\\u005f_proto__":{"S":"x"}}',
    '{"2":{"S":"b"},"1":{"S":"a"}}',
    '{"a":{"S":"\\ud800"}}',
    '{"a":{"S":"\ud83d\\ude00"}}',
    '{"a":{"S":"\u0007"}}',
    '{"a":{"S":"\\x41"}}',
    '{"a":{"N":1}}',
    '{"a":{"BOOL":"true"}}',
    '{"a":{"NULL":tru}}',
    '{"a":{"Q":"x"}}',
    '{"a":{"SS":["x",1]}}',
    '{"a":{}}',
    '{"":{"S":""}}',
    '{}',
    '[]',
    '',
    '{"a":{"S":"1"},}',
    `{"a":${'{"M":{"a":'.repeat(33)}{"S":"x"}${'}}'.repeat(33)}}`,
    `{"a":${'{"L":['.repeat(60)}{"S":"x"}${']}'.repeat(60)}}`,
    `{"a":${'{"L":['.repeat(5000)}`,
  ])('agrees on %.60s', (text) => {
    const bytes = new Uint8Array(Buffer.from(text));
    expect(exact(whole(bytes))).toBe(exact(expected(bytes)));
  });

  it('refuses what is not UTF-8', () => {
    for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]]) {
      const bytes = Uint8Array.from([...Buffer.from('{"a":{"S":"'), ...bad, ...Buffer.from('"}}')]);
      expect(whole(bytes)).toBeUndefined();
    }
  });

  it('tells names of one hash apart', () => {
    // "Aa" and "BB" have the same hash of factor 31.
    const text = '{"Aa":{"S":"1"},"BB":{"S":"2"},"Aa1":{"S":"3"},"BB1":{"S":"4"}}';
    expect(exact(whole(new Uint8Array(Buffer.from(text))))).toBe(text);
  });
});
