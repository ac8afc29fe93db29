import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { compileLayout } from '../streams/compileLayout.ts';
import { proposeLayout } from './proposeLayout.ts';
import type { TableSample } from './sample.ts';

const TEXTS = [
  '',
  '{',
  '}',
  '{x}',
  'a#1',
  'a#2',
  '#',
  'EVENT#0001',
  'ü',
  '7',
  'T',
  '2026-03-11T00:00:00Z',
  '[]',
];

const texts = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 6 }));
const digits = fc
  .oneof(fc.nat(20), fc.constantFrom(-1, 1.5, 1e15, 1_760_000_000, 1_760_000_000_000))
  .map(String);

const scalars: fc.Arbitrary<AttributeValue> = fc.oneof(
  texts.map((text) => ({ S: text })),
  digits.map((text) => ({ N: text })),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => ({ B: Buffer.from(bytes).toString('base64') })),
);

const values: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 6, arbitrary: scalars },
  fc.constantFrom<AttributeValue>({ NULL: true }, { BOOL: true }, { SS: ['a'] }, { L: [] }, { M: {} }),
  fc.array(scalars, { maxLength: 2 }).map((list) => ({ L: list })),
  fc
    .dictionary(fc.constantFrom('type', 'a.b', '', 'version', '}'), scalars, { maxKeys: 3 })
    .map((map) => ({ M: attributeMap(Object.entries(map)) })),
);

const NAMES = [
  'version',
  'type',
  'streamId',
  'stream',
  'stream.id',
  'stream}',
  'stream:id',
  'data',
  'at',
  'ttl',
  '{',
  'x y',
];

const keyTypes = fc.constantFrom('S' as const, 'N' as const, 'B' as const);

/** Items of a few partitions that count on in an attribute, with whatever else; keys may even be of no fit type. */
const samples: fc.Arbitrary<TableSample> = fc
  .record({
    hash: keyTypes,
    range: fc.option(keyTypes, { nil: undefined }),
    number: fc.option(fc.constantFrom('version', 'seq', 'n', 'x y', 'p}'), { nil: undefined }),
    /** What sort keys are like: all alike, or each its own. */
    sort: fc.option(fc.oneof(fc.constant({ S: '' }), scalars), { nil: undefined }),
    items: fc.array(
      fc.tuple(fc.nat(2), scalars, fc.dictionary(fc.constantFrom(...NAMES), values, { maxKeys: 6 })),
      { maxLength: 14 },
    ),
    partitions: fc.array(scalars, { minLength: 3, maxLength: 3 }),
    whole: fc.boolean(),
  })
  .map(({ hash, range, number, sort, items, partitions, whole }) => ({
    table: 't',
    key: {
      hash: { name: 'p', type: hash },
      ...(range === undefined ? {} : { range: { name: 's', type: range } }),
    },
    ttlAttribute: undefined,
    whole,
    items: items.map(([partition, own, more], index): AttributeMap =>
      attributeMap([
        ...Object.entries(more),
        ...(number === undefined ? [] : [[number, { N: String(index + 1) }] as const]),
        ['p', partitions[partition] ?? { S: 'p' }],
        ['s', sort ?? own],
      ]),
    ),
  }));

it('proposes a layout that can be read by for any table whatever', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      const { layout } = proposeLayout(sample);
      const { readItem } = compileLayout(layout);
      for (const item of sample.items) expect(readItem(item).length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
