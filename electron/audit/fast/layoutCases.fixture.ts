import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { declarativeReducerSchema } from '#shared/model/reducerSpec.ts';
import { layoutFileSchema, type LayoutFile, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';

/** One event to write, in whatever layout. */
export interface Draft {
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

/** A text as an attribute. */
export const S = (text: string): AttributeValue => ({ S: text });

/** A number as an attribute. */
export const N = (number: number): AttributeValue => ({ N: String(number) });

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

/** A number with zeros before it, at least `width` wide. */
export const padded = (seq: number, width: number): string => String(seq).padStart(width, '0');

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
