import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import { layoutFileSchema, type LayoutFile, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { compileLayout } from '../streams/compileLayout.ts';
import { proposeLayout } from './proposeLayout.ts';

/** How the tables of one test are laid out; what is proposed for them must read them alike. */
interface Plan {
  readonly partition: string;
  readonly sort:
    | { readonly kind: 'digits'; readonly prefix: string; readonly padding: number }
    | { readonly kind: 'number' }
    /** The key tells nothing of the number: it stands in an attribute. */
    | { readonly kind: 'attribute'; readonly name: string };
  readonly first: 0 | 1;
  readonly above: string | undefined;
  readonly type: string;
  readonly time: { readonly name: string; readonly format: 'rfc3339' | 's' | 'ms' } | undefined;
  readonly data: { readonly name: string; readonly encoding: 'native' | 'json' | 'gzip-json' } | undefined;
  readonly projection: string | undefined;
  /** The map that the fields of projections lie in; undefined: they are attributes. */
  readonly fields: string | undefined;
  readonly streams: readonly { readonly id: string; readonly types: readonly number[] }[];
}

const TYPES = ['OrderPlaced', 'order.paid', 'Shipped', 'Lieferung zugestellt'];

const planArb: fc.Arbitrary<Plan> = fc.record({
  partition: fc.constantFrom('ORDER#', 'acct|', 'é§#', '{x}#', ''),
  sort: fc.oneof(
    fc.record({
      kind: fc.constant('digits' as const),
      prefix: fc.constantFrom('EVENT#', 'EVT-', 'e', '{v}#', ''),
      padding: fc.integer({ min: 4, max: 12 }),
    }),
    fc.constant({ kind: 'number' as const }),
    fc.record({
      kind: fc.constant('attribute' as const),
      name: fc.constantFrom('version', 'seq', 'sequenceNumber', 'revision'),
    }),
  ),
  first: fc.constantFrom(0 as const, 1 as const),
  above: fc.constantFrom(undefined, 'event', 'e.v'),
  type: fc.constantFrom('type', 'eventType', 'event_type', 'kind', 'name'),
  time: fc.option(
    fc.record({
      name: fc.constantFrom('at', 'timestamp', 'occurredAt', 'created_at', 'ts'),
      format: fc.constantFrom('rfc3339' as const, 's' as const, 'ms' as const),
    }),
    { nil: undefined },
  ),
  data: fc.option(
    fc.record({
      name: fc.constantFrom('data', 'payload', 'body', 'detail'),
      encoding: fc.constantFrom('native' as const, 'json' as const, 'gzip-json' as const),
    }),
    { nil: undefined },
  ),
  projection: fc.constantFrom(undefined, 'META', 'STATE', 'snapshot'),
  fields: fc.constantFrom(undefined, 'state', 'Snapshot', 'data', 'order.now'),
  streams: fc.uniqueArray(
    fc.record({
      id: fc.oneof(
        fc.uuid(),
        fc.string({ minLength: 1, maxLength: 12 }),
        fc.constantFrom('a#b', 'ü', '7', '0042'),
      ),
      types: fc.array(fc.integer({ min: 0, max: TYPES.length - 1 }), { minLength: 3, maxLength: 12 }),
    }),
    { minLength: 2, maxLength: 6, selector: ({ id }) => id },
  ),
});

const braces = (text: string): string => text.replaceAll(/[{}]/g, '$&$&');

const within = (above: string | undefined, name: string): string[] => [
  ...(above === undefined ? [] : [above]),
  name,
];

function layoutOf(plan: Plan): LayoutFile {
  const { partition, sort, above, time, data, projection, fields, first } = plan;
  const numeric = sort.kind === 'number';
  return layoutFileSchema.parse({
    dynascopeLayout: 1,
    name: 'true',
    key: { partition: { name: 'k', type: 'S' }, sort: { name: 'r', type: numeric ? 'N' : 'S' } },
    events: [
      {
        match: {
          partition: `${braces(partition)}{id}`,
          sort: numeric
            ? '{seq:digits}'
            : sort.kind === 'attribute'
              ? 'ev#{rest:any}'
              : `${braces(sort.prefix)}{seq:digits}`,
        },
        stream: '{id}',
        sequence: {
          sum: [{ from: sort.kind === 'attribute' ? { path: sort.name } : { part: 'seq' } }],
          offset: 1 - first,
        },
        event: {
          type: within(above, plan.type),
          ...(time === undefined ? {} : { time: { path: within(above, time.name), format: time.format } }),
          ...(data === undefined
            ? {}
            : { data: { path: within(above, data.name), encoding: data.encoding } }),
        },
      },
    ],
    projections:
      projection === undefined || numeric
        ? []
        : [
            {
              match: { partition: `${braces(partition)}{id}`, sort: projection },
              stream: '{id}',
              ...(fields === undefined ? {} : { fields: { path: [fields] } }),
            },
          ],
  } satisfies LayoutFileInput);
}

const EPOCH = 1_760_000_000;

function timeValue(format: 'rfc3339' | 's' | 'ms', index: number): AttributeValue {
  if (format === 's') return { N: String(EPOCH + index) };
  if (format === 'ms') return { N: String((EPOCH + index) * 1000 + 5) };
  return { S: new Date((EPOCH + index) * 1000).toISOString() };
}

function dataValue(encoding: 'native' | 'json' | 'gzip-json', index: number): AttributeValue {
  const value: AttributeValue = { M: { amount: { N: String(index) }, note: { S: `n ${index}` } } };
  if (encoding === 'native') return value;
  const text = plainJson(value);
  return encoding === 'json' ? { S: text } : { B: gzipSync(text).toString('base64') };
}

function itemsOf(plan: Plan): readonly AttributeMap[] {
  const { partition, sort, first, above, time, data, projection, fields } = plan;
  const state = { status: { S: 'open' }, total: { N: '5' } };
  const kept: AttributeMap =
    fields === undefined ? state : { [fields]: { M: state }, updated_at: { S: '2026-03-11T09:30:00Z' } };
  return plan.streams.flatMap(({ id, types }) => {
    const k = { S: `${partition}${id}` };
    const events = types.map((type, index): AttributeMap => {
      const number = String(index + first);
      const facts: AttributeMap = {
        [plan.type]: { S: TYPES[type] ?? '' },
        ...(time === undefined ? {} : { [time.name]: timeValue(time.format, index) }),
        ...(data === undefined ? {} : { [data.name]: dataValue(data.encoding, index) }),
      };
      const r =
        sort.kind === 'number'
          ? { N: number }
          : sort.kind === 'attribute'
            ? { S: `ev#${letters(id, index)}` }
            : { S: `${sort.prefix}${number.padStart(sort.padding, '0')}` };
      return {
        k,
        r,
        ...(sort.kind === 'attribute' ? { [sort.name]: { N: number } } : {}),
        ...(above === undefined ? facts : { [above]: { M: facts } }),
      };
    });
    return projection === undefined || sort.kind === 'number'
      ? events
      : [...events, { k, r: { S: projection }, ...kept }];
  });
}

/** A key that tells nothing: letters that no other event of the stream has, in no order of theirs. */
const letters = (id: string, index: number): string =>
  `${(index * 7 + id.length) % 13}${index}`.replace(/\d/g, (digit) => 'qwertyuiop'.charAt(Number(digit)));

/** What a layout makes of items, but for what the streams are called: every item with its stream as a number. */
function read(layout: LayoutFile, items: readonly AttributeMap[]): readonly unknown[] {
  const { readItem } = compileLayout(layout);
  const names = new Map<string, number>();
  const named = (item: TaskItem): unknown => {
    if (item.kind === 'bystander') return item;
    const stream = names.get(item.taskId) ?? names.size;
    names.set(item.taskId, stream);
    if (item.kind !== 'event') return { ...item, taskId: stream };
    const { seq, type, at, data } = item.event;
    return { stream, seq, type, at, data };
  };
  return items.map((item) => readItem(item).map(named));
}

it('reads back the tables of layouts that were made up', () => {
  fc.assert(
    fc.property(planArb, (plan) => {
      const items = itemsOf(plan);
      const truth = layoutOf(plan);
      const key = {
        hash: truth.key.partition,
        ...(truth.key.sort === undefined ? {} : { range: truth.key.sort }),
      };
      const { layout } = proposeLayout({ table: 't', key, ttlAttribute: undefined, items, whole: true });
      expect(read(layout, items)).toEqual(read(truth, items));
    }),
    { numRuns: 300 },
  );
});
