import fc from 'fast-check';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { declarativeReducerSchema } from '#shared/model/reducerSpec.ts';
import { layoutFileSchema, type LayoutFile, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { fold } from '../../replay/reducer.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';

/** One event to write, in whatever layout. */
interface Draft {
  readonly seq: number;
  readonly type: string;
  readonly amount: string;
}

/** A layout, what folds its streams, and how its items are written. */
export interface LayoutCase {
  readonly layout: LayoutFile;
  readonly reducer: ReducerSource;
  readonly eventItem: (stream: string, draft: Draft) => AttributeMap;
  /** The item of a projection with these fields; undefined where the layout has none. */
  readonly stateItem?: (stream: string, state: AttributeMap) => AttributeMap;
}

const START = Date.UTC(2026, 2, 11);
const S = (text: string): AttributeValue => ({ S: text });
const N = (number: number): AttributeValue => ({ N: String(number) });
const at = (seq: number): AttributeValue => S(new Date(START + seq * 1000).toISOString());

const file = (input: Pick<LayoutFileInput, 'key' | 'events' | 'projections'>): LayoutFile =>
  layoutFileSchema.parse({ dynascopeLayout: 1, name: 'made', ...input });

const castore = (): LayoutFile => {
  const found = streamLayoutOf('castore');
  if (found === undefined) throw new Error('The layout of Castore is built in.');
  return found;
};

/** Rules of every kind that bytes are folded by, some on fields that hold no number. */
const RULES = {
  kind: 'declarative',
  initial: { total: 0, note: 'none', gone: true },
  on: {
    '*': [
      { op: 'set', field: 'last_seq', to: { event: 'seq' } },
      { op: 'set', field: 'last_type', to: { event: 'type' } },
      { op: 'set', field: 'by', to: { event: 'actor' } },
    ],
    Opened: [
      { op: 'status', to: 'open' },
      { op: 'set', field: 'owner', to: { data: 'owner.name' } },
      { op: 'set', field: 'whole', to: { data: 'owner' } },
    ],
    Paid: [
      { op: 'increment', field: 'total', by: { data: 'amount' } },
      { op: 'increment', field: 'count', by: { literal: 1 } },
      { op: 'increment', field: 'note', by: { literal: 1 } },
      { op: 'set', field: 'last', to: { data: 'amount' } },
      { op: 'set', field: 'flag', to: { data: 'flag' } },
    ],
    Closed: [
      { op: 'remove', field: 'gone' },
      { op: 'status', to: 'closed' },
    ],
    // An event whose type is empty cannot be read, whatever a rule says of it.
    '': [],
  },
  moves: { none: ['open'], open: ['closed'], closed: ['open'] },
} as const;

const declared = (more: object = {}): ReducerSource => declarativeReducerSchema.parse({ ...RULES, ...more });

/** Some events lack what others have. */
const payload = ({ seq, amount }: Draft): AttributeMap => ({
  amount: { N: amount },
  ...(seq % 4 === 3 ? {} : { owner: { M: { name: S(`Ann “${seq}”\n`) } } }),
  ...(seq % 3 === 0 ? {} : { flag: seq % 2 === 0 ? { BOOL: true } : { SS: ['b', 'a'] } }),
});

const castoreItem: LayoutCase['eventItem'] = (stream, draft) => ({
  aggregateId: S(`ORDERS#${stream}`),
  version: N(draft.seq),
  type: S(draft.type),
  timestamp: at(draft.seq),
  payload: { M: payload(draft) },
});

const padded = (seq: number, width: number): string => String(seq).padStart(width, '0');

const PS = { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'S' } } as const;
const PN = { partition: { name: 'p', type: 'N' }, sort: { name: 's', type: 'N' } } as const;

/** Events under padded keys, the projection beside them, everything in the item itself. */
const orders: LayoutCase = {
  layout: file({
    key: PS,
    events: [
      {
        match: { partition: 'ORDER#{id}', sort: 'v{n:digits}#e', where: [{ path: 'type', type: 'S' }] },
        stream: '{id}',
        sequence: { sum: [{ from: { part: 'n' } }], padding: 1 },
        event: {
          type: 'type',
          time: { path: 'time', format: 'rfc3339' },
          data: { path: 'data' },
          actor: 'who',
        },
      },
    ],
    projections: [{ match: { partition: 'ORDER#{id}', sort: 'state' }, stream: '{id}', omit: ['mark'] }],
  }),
  reducer: declared(),
  eventItem: (stream, draft) => ({
    p: S(`ORDER#${stream}`),
    s: S(`v${draft.seq}#e`),
    type: S(draft.type),
    time: at(draft.seq),
    data: { M: payload(draft) },
    ...(draft.seq === 2 ? { who: S('Bob') } : {}),
  }),
  stateItem: (stream, state) => ({ ...state, p: S(`ORDER#${stream}`), s: S('state'), mark: S('x') }),
};

/** Numeric keys, counted from 0; bodies, times as counts, and a projection told by a mark, its fields in a map. */
const bodies: LayoutCase = {
  layout: file({
    key: PN,
    events: [
      {
        match: { partition: '{id:digits}', where: [{ path: 'kind', equals: 'event' }] },
        stream: 'account-{id}',
        sequence: { sum: [{ from: { path: 's' } }], offset: 1 },
        body: { path: 'b.event' },
        event: { type: 'type', time: { path: 'ms', format: 'ms' }, data: { path: 'data', mapsOnly: true } },
      },
    ],
    projections: [
      {
        match: { partition: '{id:digits}', where: [{ path: 'kind', equals: 'state' }] },
        stream: 'account-{id}',
        kept: 'sometimes',
        fields: { path: 'b.state' },
      },
    ],
  }),
  reducer: declared({
    compare: { fields: ['total', 'owner', 'flag', 'last_seq'], sequenceField: 'last_seq' },
  }),
  eventItem: (stream, draft) => ({
    p: { N: String(stream.length) },
    s: N(draft.seq - 1),
    kind: S('event'),
    b: {
      M: { event: { M: { type: S(draft.type), ms: N(START + draft.seq), data: { M: payload(draft) } } } },
    },
  }),
  stateItem: (stream, state) => ({
    p: { N: String(stream.length) },
    s: N(999),
    kind: S('state'),
    b: { M: { state: { M: state } } },
  }),
};

/** Events without a time, numbered by an attribute of their own, of one type unless they name another. */
const plain: LayoutCase = {
  layout: file({
    key: PS,
    events: [
      {
        match: { partition: 'LOG#{id}' },
        stream: '{id}',
        sequence: { sum: [{ from: { path: 'never' } }] },
        event: { sequence: 'n', type: 'type', defaultType: 'Paid', data: { path: 'data' } },
      },
    ],
    projections: [],
  }),
  reducer: declared({ moves: undefined }),
  eventItem: (stream, draft) => ({
    p: S(`LOG#${stream}`),
    s: S(`e-${padded(draft.seq, 3)}`),
    n: N(draft.seq),
    ...(draft.type === 'Paid' && draft.seq === 9 ? {} : { type: S(draft.type) }),
    data: { M: payload(draft) },
  }),
};

const GERMAN: Readonly<Record<string, string>> = { Opened: 'Geöffnet', Closed: 'Schluß' };

/** Types beyond ASCII, and events that name none and are of the default type, which the projection tells. */
const foreign: LayoutCase = {
  layout: file({
    key: PS,
    events: [
      {
        match: { partition: 'KONTO#{id}', sort: 'v{n:digits}' },
        stream: '{id}',
        sequence: { sum: [{ from: { part: 'n' } }], padding: 1 },
        event: {
          type: 'type',
          defaultType: 'Paid',
          time: { path: 'time', format: 'rfc3339' },
          data: { path: 'data' },
        },
      },
    ],
    projections: [{ match: { partition: 'KONTO#{id}', sort: 'state' }, stream: '{id}' }],
  }),
  reducer: declared({
    on: { ...RULES.on, Geöffnet: RULES.on.Opened, Schluß: RULES.on.Closed },
  }),
  eventItem: (stream, draft) => ({
    p: S(`KONTO#${stream}`),
    s: S(`v${draft.seq}`),
    ...(draft.type === 'Paid' && draft.seq % 2 === 0 ? {} : { type: S(GERMAN[draft.type] ?? draft.type) }),
    time: at(draft.seq),
    data: { M: payload(draft) },
  }),
  stateItem: (stream, state) => ({ ...state, p: S(`KONTO#${stream}`), s: S('state') }),
};

/** A case with a projection beside its events, told by its key. */
export const ORDERS_CASE = orders;

/** Layouts and reducers whose streams are folded as bytes, each with how its items are written. */
export const BYTE_CASES: Readonly<Record<string, LayoutCase>> = {
  'castore, no reducer': { layout: castore(), reducer: { kind: 'none' }, eventItem: castoreItem },
  'castore, a declarative reducer': { layout: castore(), reducer: declared(), eventItem: castoreItem },
  'padded keys with a projection': orders,
  'numeric keys, bodies and marks': bodies,
  'attributes as numbers, no times': plain,
  'types beyond ASCII, and none at all': foreign,
};

/** Steps of a stream: whether it is opened or closed at them, and how much is paid otherwise. */
const step = fc.tuple(
  fc.nat(3),
  fc.constantFrom('1', '12.25', '-3', '0', '1e2', '99999999999999999999', '999999999999999', '0.1', '007.50'),
);

/** The events of a stream: opened, closed, opened again, paid in between. */
const drafts: fc.Arbitrary<readonly Draft[]> = fc
  .array(step, { minLength: 1, maxLength: 14 })
  .map((steps) => {
    let isOpen = false;
    return steps.map(([turn, amount], index): Draft => {
      const moves = index === 0 || turn === 0;
      if (moves) isOpen = !isOpen;
      return { seq: index + 1, type: moves ? (isOpen ? 'Opened' : 'Closed') : 'Paid', amount };
    });
  });

/** Every item of a stream as its layout has it, the projection in order. */
export function cleanStream(
  { layout, reducer, eventItem, stateItem }: LayoutCase,
  stream: string,
  events: readonly Draft[],
): readonly AttributeMap[] {
  const items = events.map((draft) => eventItem(stream, draft));
  if (stateItem === undefined) return items;
  const { readItem } = compileLayout(layout);
  const read = items.flatMap((item) => readItem(item));
  const folded = fold(
    openReducer(reducer),
    read.flatMap((item) => (item.kind === 'event' ? [item.event] : [])),
  );
  return [...items, stateItem(stream, folded)];
}

const STREAMS = ['a', 'bb', 'c"ü\\', 'dddd', 'eeeee'];

/** Whole tables of such streams, in which nothing is wrong. */
export const cleanTables = (layoutCase: LayoutCase): fc.Arbitrary<readonly AttributeMap[]> =>
  fc
    .array(drafts, { minLength: 1, maxLength: STREAMS.length })
    .map((streams) =>
      streams.flatMap((events, index) => cleanStream(layoutCase, STREAMS[index] ?? 'f', events)),
    );

const ODD: readonly AttributeValue[] = [
  ...[S('x'), S(''), S('Paid'), S('2020-01-01T00:00:00Z'), S('tab\t“ü”'), S('event'), S('7')],
  ...[{ N: '5' }, { N: '1.50' }, { N: '1E1' }, { N: '-0' }, { N: '99999999999999999999' }],
  ...[{ BOOL: true }, { NULL: true }, { SS: ['a'] }, { NS: ['1', '2'] }, { B: 'AAE=' }],
  ...[{ M: {} }, { M: { name: S('x'), data: N(1) } }, { L: [] }, { L: [N(1)] }],
];

/** Some attribute at any depth replaced, removed, or put beside the others. */
function changed(
  map: AttributeMap,
  picks: readonly number[],
  value: AttributeValue | undefined,
): AttributeMap {
  const [pick = 0, ...deeper] = picks;
  const names = [...Object.keys(map), 'more'];
  const name = names[pick % names.length] ?? 'more';
  const inner = Object.hasOwn(map, name) ? map[name] : undefined;
  const rest = Object.entries(map).filter(([other]) => other !== name);
  if (inner !== undefined && 'M' in inner && deeper.length > 0) {
    return attributeMap([...rest, [name, { M: changed(inner.M, deeper, value) }]]);
  }
  return attributeMap(value === undefined ? rest : [...rest, [name, value]]);
}

const NEXT: Readonly<Record<string, string>> = {
  ...{ Opened: 'Closed', Closed: 'Paid', Paid: 'Opened' },
  ...{ Geöffnet: 'Schluß', Schluß: 'Paid' },
};

const EMPTY = Object.fromEntries(Object.keys(NEXT).map((type) => [type, '']));

/** Every type in an item replaced by what `by` has for it. */
const retold = (map: AttributeMap, by: Readonly<Record<string, string>>): AttributeMap =>
  attributeMap(
    Object.entries(map).map(([name, value]): [string, AttributeValue] => {
      if ('M' in value) return [name, { M: retold(value.M, by) }];
      return 'S' in value && Object.hasOwn(by, value.S) ? [name, S(by[value.S] ?? '')] : [name, value];
    }),
  );

/** An item under the sort key of another number, some digits more or fewer. */
function moved(item: AttributeMap, sort: string, to: number, width: number): AttributeMap {
  const key = item[sort];
  if (key === undefined) return item;
  if ('N' in key) return { ...item, [sort]: N(to) };
  return 'S' in key ? { ...item, [sort]: S(key.S.replace(/\d+/, padded(to, width))) } : item;
}

/** Such tables with anything done to some of their items; each key once. */
export const spoiltTables = (layoutCase: LayoutCase): fc.Arbitrary<readonly AttributeMap[]> => {
  const { partition, sort } = layoutCase.layout.key;
  const keyOf = (item: AttributeMap): string =>
    JSON.stringify([item[partition.name], item[sort?.name ?? '']]);
  const spoiling = fc.record({
    at: fc.nat(100),
    picks: fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }),
    value: fc.option(fc.constantFrom(...ODD), { nil: undefined }),
    how: fc.constantFrom('change', 'drop', 'twice', 'retell', 'untell', 'move', 'copy'),
    to: fc.constantFrom(0, 1, 2, 5, 9, 10, 11, 15, 998, 1000),
    width: fc.integer({ min: 1, max: 4 }),
  });
  return fc.tuple(cleanTables(layoutCase), fc.array(spoiling, { maxLength: 4 })).map(([items, spoilings]) => {
    const table = [...items];
    for (const { at: place, picks, value, how, to, width } of spoilings) {
      const index = place % Math.max(1, table.length);
      const item = table[index];
      if (item === undefined) continue;
      const other = moved(item, sort?.name ?? '', to, width);
      if (how === 'drop') table.splice(index, 1);
      else if (how === 'change') table[index] = changed(item, picks, value);
      else if (how === 'retell') table[index] = retold(item, NEXT);
      else if (how === 'untell') table[index] = retold(item, EMPTY);
      else if (how === 'move') table[index] = other;
      else table.push(how === 'copy' ? other : changed(item, picks, value));
    }
    const named = table.filter((item) => Object.hasOwn(item, partition.name));
    return [...new Map(named.map((item) => [keyOf(item), item])).values()];
  });
};
