import fc from 'fast-check';

/** A way of writing JSON: all of them mean the same. */
export type Spelling = (value: unknown) => string;

/** Every character of every string as an escape. */
const escaped: Spelling = (value) =>
  JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/gu, (text) => {
    const plain: unknown = JSON.parse(text);
    const units = typeof plain === 'string' ? plain.split('') : [];
    return `"${units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`;
  });

/** The ways in which servers, exports and hostile writers spell one and the same value. */
export const arbitrarySpelling: fc.Arbitrary<Spelling> = fc.constantFrom<Spelling>(
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, '\t'),
  (value) => JSON.stringify(value, undefined, 2).replaceAll('\n', '\r\n'),
  escaped,
);

/** Something done to bytes: one changed, one left out, or cut off from there on. */
export interface Damage {
  readonly at: number;
  readonly byte: number;
  readonly how: 'change' | 'drop' | 'cut' | 'double';
}

/** Any damage. */
export const arbitraryDamage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  byte: fc.oneof(fc.constantFrom(...Buffer.from('{}[]",:\\ u0\n')), fc.nat(255)),
  how: fc.constantFrom('change', 'change', 'drop', 'cut', 'double'),
});

/** The bytes with the damage done to them. */
export function damaged(bytes: Uint8Array, { at, byte, how }: Damage): Uint8Array {
  const where = bytes.length === 0 ? 0 : at % bytes.length;
  const all = [...bytes];
  if (how === 'change') all[where] = byte;
  else if (how === 'cut') all.length = where;
  else all.splice(where, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : all.slice(where, where + 12)));
  return Uint8Array.from(all);
}
