import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { TASK_RULES } from '#shared/model/taskItem.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { decodeTaskItem, encodeEvent, encodeProjection } from '../../stores/taskEvents/taskItems.ts';
import { eventKey } from '../../stores/taskEvents/keys.ts';
import { item, layout, rule } from './testing/smallLayouts.ts';
import { builtInLayout } from './testing/streamsOf.ts';

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
  const { readItem, streamOf, rules, onePartition } = builtInLayout('task');

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

describe('one event an item', () => {
  const { readItem, rules } = layout({
    key: { partition: { name: 'p', type: 'S' } },
    events: [
      rule({
        match: { partition: '{kind}/{id}' },
        stream: '{id}@{@p}-{@tenant.name}',
        sequence: {
          sum: [{ from: { path: 'counts.group' }, times: 10 }, { from: { path: 'n' } }],
          offset: 1,
        },
        body: { path: 'json', encoding: 'json' },
        item: {
          time: { path: 'ms', format: 'ms' },
          id: 'id',
          actor: 'by',
          correlation: 'corr',
          causation: ['a.b'],
        },
        event: {
          type: 'head.type',
          defaultType: 'Unnamed',
          data: { path: 'body' },
          metadata: { path: 'meta', also: ['trace'] },
          id: 'head.id',
          actor: 'head.by',
        },
      }),
    ],
  });
  const stored: AttributeMap = {
    p: { S: 'order/7' },
    tenant: { M: { name: { S: 'eu' } } },
    counts: { M: { group: { N: '12' } } },
    n: { S: '003' },
    ms: { N: '1767323045678' },
    by: { S: 'Ann' },
    corr: { S: 'c' },
    'a.b': { S: 'cause' },
    json: { S: '{"head":{"type":"Paid"},"body":[1],"meta":{"m":1},"trace":"t"}' },
  };

  it('takes facts from keys, item and body', () => {
    expect(readItem(stored)).toEqual([
      {
        kind: 'event',
        taskId: '7@order/7-eu',
        event: {
          seq: 124,
          key: 'order/7',
          type: 'Paid',
          at: '2026-01-02T03:04:05.678Z',
          data: { data: { L: [{ N: '1' }] } },
          metadata: { m: { N: '1' }, trace: { S: 't' } },
          actor: 'Ann',
          correlationId: 'c',
          causationId: 'cause',
        },
      },
    ]);
    expect(rules).toEqual({ padding: undefined, hasProjections: false, hasTimes: true });
  });

  it('prefers what the event says itself, and names what has no name', () => {
    const own = { ...stored, id: { S: 'of-item' }, json: { S: '{"head":{"by":"Bob","id":"own"}}' } };
    expect(readItem(own)).toMatchObject([{ event: { type: 'Unnamed', actor: 'Bob', eventId: 'own' } }]);
    expect(readItem({ ...stored, id: { S: 'of-item' } })).toMatchObject([{ event: { eventId: 'of-item' } }]);
  });

  it.each<[string, AttributeMap, string]>([
    ['no body', { json: { NULL: true } }, 'its attribute “json” is of type NULL, not a text'],
    ['a list', { json: { S: '[]' } }, 'its attribute “json” is of type L, not a map'],
    ['no time', { ms: { S: 'x' } }, 'its “ms” is no time from the year 0000 to 9999: x'],
    ['no number', { n: { S: 'x' } }, 'its “counts.group” is no sequence number from 1 on'],
  ])('says what cannot be read: %s', (_what, more, reason) => {
    expect(readItem({ ...stored, ...more })).toMatchObject([
      { kind: 'undecodable', taskId: '7@order/7-eu', undecodable: { key: 'order/7', reason } },
    ]);
  });

  it('leaves items without a stream alone', () => {
    expect(readItem({ ...stored, tenant: { S: 'eu' } })).toEqual([{ kind: 'bystander' }]);
    expect(readItem({ ...stored, p: { S: 'order' } })).toEqual([{ kind: 'bystander' }]);
    expect(readItem({})).toEqual([{ kind: 'bystander' }]);
  });
});

it('numbers events by what they say themselves', () => {
  const { readItem } = layout({
    events: [
      rule({
        body: { path: 'list' },
        holds: 'list',
        sequence: { sum: [{ from: { path: 's' } }], offset: 1 },
        event: { sequence: 'v' },
      }),
    ],
  });
  const list = { L: [{ M: { v: { N: '4' } } }, { M: {} }] };
  expect(readItem(item('x', 9, { list }))).toMatchObject([
    { kind: 'event', event: { seq: 5, key: '9[1]', type: 'event', at: '' } },
    { kind: 'undecodable', undecodable: { key: '9[2]', reason: 'its “v” is no sequence number from 1 on' } },
  ]);
});

it('reads projections of another table there and nowhere else', () => {
  const { readItem, projectionsOf, queriesFor, rulesFor, rules } = layout({
    events: [rule({ match: { where: [{ path: 'type', exists: true }] } })],
    projections: [
      {
        match: { sort: '0' },
        stream: '{@p}',
        table: 'states',
        fields: { path: 'state', encoding: 'json' },
        omit: ['v'],
      },
    ],
  });
  const state = item('x', 0, { state: { S: '{"a":1,"v":2}' } });
  const projection = { kind: 'projection', taskId: 'x', projection: { fields: { a: { N: '1' } } } };
  expect([readItem(state, 'states'), readItem(state), readItem(state, 'events')]).toEqual([
    [projection],
    [projection],
    [{ kind: 'bystander' }],
  ]);
  expect(readItem(item('x', 1, { type: { S: 'T' } }), 'states')).toEqual([{ kind: 'bystander' }]);
  expect(rulesFor(state)).toEqual(['projections[0]']);
  expect(rules.hasProjections).toBe(true);
  expect(projectionsOf('x')).toMatchObject([
    { rule: { table: 'states' }, key: { p: { S: 'x' }, s: { N: '0' } } },
  ]);
  expect(queriesFor('x')).toMatchObject([
    { table: undefined, holds: 'events', keyCondition: '#p = :p', ordered: true },
    {
      table: 'states',
      holds: 'projection',
      keyCondition: '#p = :p AND #s = :s',
      values: { ':s': { N: '0' } },
    },
  ]);
  expect(readItem(item('x', 0, { state: { S: '{' } }))).toEqual([
    {
      kind: 'undecodable',
      taskId: 'x',
      undecodable: {
        key: '0',
        reason:
          'it holds a projection that cannot be read: its “state” is no JSON: a name in quotes is missing',
      },
    },
  ]);
});
