import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { layoutFileSchema, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { TASK_RULES } from '#shared/model/taskItem.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { decodeTaskItem, encodeEvent, encodeProjection } from '../../stores/taskEvents/taskItems.ts';
import { eventKey } from '../../stores/taskEvents/keys.ts';
import { streamLayoutOf } from './builtInLayouts.ts';
import { compileLayout } from './compileLayout.ts';

const builtIn = (name: string) => {
  const file = streamLayoutOf(name);
  if (file === undefined) throw new Error(name);
  return compileLayout(file);
};

const hashKey = fc.oneof(
  fc.string().map((id) => `TASK#${id}`),
  fc.string({ unit: 'binary' }).map((id) => `TASK#${id}`),
  fc.constantFrom('TASK#', 'IDEMPOTENCY#k', 'DLQ#main', 'TASK#a#b:c'),
  fc.string(),
);
const rangeKey = fc.oneof(
  fc.constantFrom(
    'META',
    'EVENT#',
    'EVENT#0001',
    'EVENT#-1',
    'EVENT#0',
    'EVENT#99999999999999999999',
    'REQUEST',
  ),
  fc.nat(20_000).map((seq) => eventKey(seq + 1)),
  fc.string().map((rest) => `EVENT#${rest}`),
  fc.string(),
);
const arbitraryValue = arbitraryAttributes.map((M): AttributeValue => Object.values(M)[0] ?? { M });
const field = (name: string, value: fc.Arbitrary<AttributeValue>) =>
  fc.option(value, { nil: undefined }).map((each) => (each === undefined ? [] : [[name, each] as const]));
const anyEvent = fc
  .tuple(
    field(
      'type',
      fc.oneof(
        fc.string().map((S) => ({ S })),
        arbitraryValue,
      ),
    ),
    field('at', fc.oneof(fc.constant({ S: '2026-01-02T03:04:05Z' }), arbitraryValue)),
    field(
      'data',
      fc.oneof(
        arbitraryAttributes.map((M) => ({ M })),
        arbitraryValue,
      ),
    ),
    field('actor', arbitraryValue),
    field('correlation_id', arbitraryValue),
    field(
      'causation_id',
      fc.string().map((S) => ({ S })),
    ),
    field('idempotency_key', arbitraryValue),
  )
  .map((fields) => ({ M: attributeMap(fields.flat()) }));
const anyItem = fc
  .tuple(
    field(
      'PK',
      fc.oneof(
        { weight: 9, arbitrary: hashKey.map((S) => ({ S })) },
        { weight: 1, arbitrary: arbitraryValue },
      ),
    ),
    field(
      'SK',
      fc.oneof(
        { weight: 9, arbitrary: rangeKey.map((S) => ({ S })) },
        { weight: 1, arbitrary: arbitraryValue },
      ),
    ),
    field('event', fc.oneof({ weight: 4, arbitrary: anyEvent }, { weight: 1, arbitrary: arbitraryValue })),
    field('write_id', fc.constant({ S: 'w' })),
    arbitraryAttributes.map((more) => Object.entries(more)),
  )
  .map(([hash, range, event, mark, more]) => attributeMap([...more, ...hash, ...range, ...event, ...mark]));

describe('the layout task', () => {
  const { readItem, streamOf, rules, onePartition } = builtIn('task');

  it('reads every item as the store of the layout does', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const expected = decodeTaskItem(item);
        expect(readItem(item)).toEqual([expected]);
        expect(JSON.stringify(readItem(item))).toHaveLength(JSON.stringify([expected]).length);
        if (expected.kind !== 'bystander') expect(streamOf(item)).toBe(expected.taskId);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads what the store writes', () => {
    const id = fc.string({ minLength: 1, maxLength: 2000, unit: 'binary' });
    fc.assert(
      fc.property(id, arbitraryAttributes, fc.nat(20_000), (taskId, data, back) => {
        const event = encodeEvent(taskId, eventKey(back + 1), { type: 'x', at: 'now', data }, 'w');
        expect(readItem(event)).toEqual([decodeTaskItem(event)]);
        const projection = encodeProjection(taskId, data, 'w');
        expect(readItem(projection)).toEqual([decodeTaskItem(projection)]);
      }),
    );
  });

  it('has the rules of the store', () => {
    expect(rules).toEqual(TASK_RULES);
    expect(onePartition).toBe(true);
  });
});

const layout = (more: Partial<LayoutFileInput>) =>
  compileLayout(
    layoutFileSchema.parse({
      dynascopeLayout: 1,
      name: 'test',
      key: { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'N' } },
      events: [],
      ...more,
    }),
  );

const rule = (more: Partial<LayoutFileInput['events'][number]>): LayoutFileInput['events'][number] => ({
  match: {},
  stream: '{@p}',
  sequence: { sum: [{ from: { path: 's' } }] },
  event: { type: 'type' },
  ...more,
});

const item = (p: string, s: number, more: AttributeMap = {}): AttributeMap => ({
  p: { S: p },
  s: { N: String(s) },
  ...more,
});

describe('lists', () => {
  const types = { L: [{ S: 'A' }, { S: 'B' }, { S: 'C' }] };
  const bodies = { L: [{ M: { v: { N: '1' } } }, { S: 'no event' }, { M: { v: { N: '3' } } }] };
  const list = (of: 'first' | 'last' | 'every') =>
    layout({
      events: [
        rule({
          sequence: { sum: [{ from: { path: 's' } }], of },
          body: { path: 'list' },
          holds: 'list',
          item: { types: 'types' },
          event: { data: { path: 'v' } },
        }),
      ],
    });
  const seqs = (of: 'first' | 'last' | 'every', s: number) =>
    list(of)
      .readItem(item('x', s, { types, list: bodies }))
      .map((found) =>
        found.kind === 'event'
          ? [found.event.seq, found.event.type, found.event.key]
          : found.kind === 'undecodable'
            ? [found.undecodable.seq, found.undecodable.reason, found.undecodable.key]
            : found.kind,
      );

  it('number their events from the first, from the last, or all alike', () => {
    const reason = 'it is of type S, not a map';
    expect(seqs('first', 7)).toEqual([
      [7, 'A', '7[1]'],
      [8, reason, '7[2]'],
      [9, 'C', '7[3]'],
    ]);
    expect(seqs('last', 7)).toEqual([
      [5, 'A', '7[1]'],
      [6, reason, '7[2]'],
      [7, 'C', '7[3]'],
    ]);
    expect(seqs('every', 7).map(([seq]) => seq)).toEqual([7, 7, 7]);
    expect(list('every').rules.sharesSequences).toBe(true);
  });

  it('that are longer than their last number are told, not counted from below 1', () => {
    expect(seqs('last', 2)).toEqual([
      [undefined, 'its list is longer than its number 2', '2[1]'],
      [1, reason('S'), '2[2]'],
      [2, 'C', '2[3]'],
    ]);
  });
});

const reason = (type: string) => `it is of type ${type}, not a map`;
