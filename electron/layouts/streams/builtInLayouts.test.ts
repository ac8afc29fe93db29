import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { BUILT_IN_LAYOUTS } from './builtInLayouts.ts';
import { compileLayout } from './compileLayout.ts';

/** What makes an item look like an event to one layout or another, without being one. */
const MARKS: readonly (readonly [string, AttributeValue])[] = [
  ...['aid', 'type', 'timestamp', 'entity_type_slice', 'event_ser_manifest'].map(
    (name) => [name, { S: name }] as const,
  ),
  ...['n', 't', 'ts', 'seq_nr', 'occurred_at', 'version', 'ev_ser_id'].map(
    (name) => [name, { N: '31' }] as const,
  ),
  ...['payload', 'event', 'event_payload'].map((name) => [name, { B: 'e30=' }] as const),
  ['c', { L: [{ S: 'a' }] }],
  ['u', { L: [{ M: {} }] }],
];

describe.each(BUILT_IN_LAYOUTS.map((file) => [file.name, file] as const))('%s', (_name, file) => {
  const { readItem, streamOf, rulesFor, queriesFor, eventKeyOf } = compileLayout(file);
  const { partition, sort } = file.key;
  const keyed = fc
    .tuple(arbitraryAttributes, fc.string({ minLength: 1 }), fc.integer(), fc.boolean())
    .map(([more, text, number, isEvent]) => {
      const valueOf = (type: string): AttributeValue => (type === 'N' ? { N: String(number) } : { S: text });
      const keys = [partition, ...(sort === undefined ? [] : [sort])];
      const marks = isEvent ? MARKS : [];
      return attributeMap([
        ...Object.entries(more),
        ...marks,
        ...keys.map(({ name, type }) => [name, valueOf(type)] as const),
      ]);
    });

  it('never throws and never makes a sequence up, whatever lies there', () => {
    fc.assert(
      fc.property(fc.oneof(keyed, arbitraryAttributes), (item) => {
        for (const found of readItem(item)) {
          if (found.kind === 'bystander') continue;
          expect(found.taskId).toBe(streamOf(item));
          expect(rulesFor(item)).not.toEqual([]);
          if (found.kind === 'event')
            expect(Number.isSafeInteger(found.event.seq) && found.event.seq > 0).toBe(true);
          if (found.kind === 'undecodable') expect(found.undecodable.reason).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string(), fc.integer(), (stream, seq) => {
        queriesFor(stream);
        eventKeyOf(stream, seq);
      }),
    );
  });
});
