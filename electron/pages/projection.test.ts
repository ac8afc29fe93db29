import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributeMap,
  attributeOf,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from '../dynamo/arbitraryItems.fixture.ts';
import { arbitraryDamage, arbitrarySpelling, damaged } from './arbitraryPages.fixture.ts';
import { decodeItem } from './decodeItem.ts';
import { compileProjection, createFound, project } from './projection.ts';
import { IRREGULAR } from './skip.ts';

const PATHS = [
  ['M'],
  ['event'],
  ['__proto__'],
  ['event', 'M'],
  ['event', 'a.b[0]'],
  ['event', '😀', 'M'],
  ['event', '"'],
];

const projection = compileProjection(PATHS);

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** Items in which the paths lead to something now and then. */
const items: fc.Arbitrary<AttributeMap> = fc
  .tuple(arbitraryAttributes, arbitraryAttributes, arbitraryAttributes)
  .map(([outer, event, inner]) =>
    attributeMap([
      ...Object.entries(outer),
      ['event', { M: attributeMap([...Object.entries(event), ['😀', { M: inner }], ['"', { S: '"' }]]) }],
    ]),
  );

const valueAt = (item: AttributeMap, path: readonly string[]): AttributeValue | undefined => {
  let value: AttributeValue | undefined = { M: item };
  for (const name of path)
    value = value !== undefined && 'M' in value ? attributeOf(value.M, name) : undefined;
  return value;
};

const TAGS: Readonly<Record<number, string>> = { 0x53: 'S', 0x4e: 'N', 0x42: 'B', 0x4d: 'M', 0x4c: 'L' };

describe('project', () => {
  it('finds what lies at its paths, and where the item ends', () => {
    fc.assert(
      fc.property(items, fc.string(), (item, before) => {
        const head = Buffer.byteLength(before);
        const bytes = bytesOf(`${before}${JSON.stringify(item)},{}`);
        const found = createFound(projection);
        const end = project(bytes, head, projection, found, true);
        expect(end).toBe(bytes.length - 3);
        PATHS.forEach((path, slot) => {
          const value = valueAt(item, path);
          const tag = found.tags[slot] ?? 0;
          if (value === undefined) {
            expect(tag).toBe(0);
            return;
          }
          const [name, content] = Object.entries(value)[0] ?? [];
          if (tag < 3) {
            expect(['SS', 'NS', 'BS', 'BOOL', 'NULL']).toContain(name);
            return;
          }
          expect(TAGS[tag]).toBe(name);
          const text = Buffer.from(bytes.subarray(found.from[slot], found.to[slot])).toString();
          const isText = typeof content === 'string';
          expect(text).toBe(isText ? JSON.stringify(content).slice(1, -1) : JSON.stringify(content));
          expect(found.escaped[slot] === 1).toBe(isText && text.includes('\\'));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('takes nothing that a decoder would refuse, however damaged, and tells the same of it', () => {
    fc.assert(
      fc.property(
        items,
        arbitrarySpelling,
        fc.array(arbitraryDamage, { maxLength: 3 }),
        fc.boolean(),
        (item, spell, damages, canonical) => {
          const bytes = damages.reduce(damaged, bytesOf(spell(item)));
          const found = createFound(projection);
          const end = project(bytes, 0, projection, found, canonical);
          if (end === IRREGULAR) return;
          const decoded = decodeItem(bytes, 0, end);
          if (decoded === undefined) throw new Error('It was taken, and is no item.');
          if (canonical) return;
          PATHS.forEach((path, slot) => {
            expect(found.tags[slot] === 0).toBe(valueAt(decoded, path) === undefined);
          });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('leaves to the decoder what is written twice, or with escapes in names', () => {
    const found = createFound(projection);
    for (const text of [
      '{"M":{"S":"1"},"M":{"S":"2"}}',
      '{"event":{"M":{"M":{"S":"1"}}},"event":{"M":{}}}',
      '{"\\u004d":{"S":"1"}}',
      '{ "M":{"S":"1"}}',
      `{"M":${'{"L":['.repeat(50)}{"S":"x"}${']}'.repeat(50)}}`,
    ]) {
      expect(project(bytesOf(text), 0, projection, found)).toBe(IRREGULAR);
    }
  });
});
