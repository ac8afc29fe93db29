import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryAttributes } from './arbitraryItems.fixture.ts';
import { itemOf, itemsOf, parseBody, wireCodec } from './codec.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Text that names every own property, `__proto__` too, which `toEqual` alone would not see. */
const exact = (value: unknown): string => JSON.stringify(value);

describe('codec', () => {
  it('gives back any item as it went out', () => {
    fc.assert(
      fc.property(arbitraryAttributes, (item) => {
        const out = wireCodec.createSerializer();
        out.write(undefined, { TableName: 't', Item: item });
        const back = itemOf(parseBody(out.flush()), 'Item');
        expect(exact(back)).toBe(exact(item));
      }),
    );
  });

  it('keeps a good answer unread and reads an error at once', () => {
    const input = wireCodec.createDeserializer();
    const body = bytes({ Item: {} });
    expect(input.read('schema', body)).toEqual({ body });
    expect(input.read(15, body)).toEqual({ Item: {} });
  });

  it('rejects what is no DynamoDB answer', () => {
    expect(() => parseBody(Buffer.from('<html>'))).toThrow(SyntaxError);
    expect(() => parseBody(Buffer.from('[]'))).toThrow(SyntaxError);
    expect(() => itemsOf({ Items: 'x' }, 'Items')).toThrow(SyntaxError);
    expect(() => itemsOf({ Items: [{ a: 1 }] }, 'Items')).toThrow(SyntaxError);
    expect(() => itemOf({ Item: { a: { Q: 'x' } } }, 'Item')).toThrow(SyntaxError);
    expect(parseBody(new Uint8Array(0))).toEqual({});
  });
});
