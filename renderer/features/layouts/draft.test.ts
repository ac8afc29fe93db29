import { expect, it } from 'vitest';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import { layoutText, layoutWith } from './draft.ts';
import { formOf, withEntry, withMoved, withEventRule, withProjectionRule, type EventForm } from './form.ts';

const layout: LayoutFile = layoutFileSchema.parse({
  dynascopeLayout: 1,
  name: 'orders',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}', where: [{ path: 'x', exists: true }] },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 5 },
      event: {
        type: ['a.b', 'type'],
        time: { path: 'ts', format: 'ms' },
        data: { path: 'payload', encoding: 'json', within: 'inner' },
        actor: 'who',
      },
    },
    { match: { sort: 'OTHER' }, stream: '{@id}', sequence: { sum: [{ from: { path: 'n' } }] }, event: {} },
  ],
  projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}', omit: ['ttl'] }],
});

/** The form of the layout with one of its rules for events changed. */
function withRule(index: number, patch: Partial<EventForm>) {
  const form = formOf(layout);
  return {
    ...form,
    events: form.events.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)),
  };
}

it('a form that nobody changed gives the very layout', () => {
  expect(layoutWith(layout, formOf(layout))).toEqual({ layout });
});

it('names with dots, commas and braces stay as they are while something else is changed', () => {
  const [rule, ...more] = layout.events;
  const hostile: LayoutFile = layoutFileSchema.parse({
    ...layout,
    events: [
      {
        ...rule,
        sequence: { sum: [{ from: { path: ['{seq}'] } }] },
        event: { type: ['event.type'], actor: ['who › did'], data: { path: [''] } },
      },
      ...more,
    ],
    projections: [{ match: { sort: 'STATE' }, stream: '{@id}', fields: { path: ['my.state'] } }],
    reducer: { kind: 'declarative', on: {}, compare: { fields: ['a,b', ' c '] } },
  });
  expect(layoutWith(hostile, formOf(hostile))).toEqual({ layout: hostile });
});

it('another reducer is chosen and the one before again, which loses nothing', () => {
  const folded: LayoutFile = layoutFileSchema.parse({
    ...layout,
    reducer: { kind: 'declarative', on: { Placed: [{ op: 'status', to: 'placed' }] } },
  });
  const form = formOf(folded);
  const none = layoutWith(folded, { ...form, reducer: 'none' }).layout;
  if (none === undefined) throw new Error('It is a layout.');
  expect(none.reducer).toEqual({ kind: 'none' });
  expect(layoutWith(none, { ...form, reducer: 'declarative' })).toEqual({ layout: folded });
});

it('a changed field changes only what it is about', () => {
  const changed: Partial<EventForm> = { sequence: 'version', firstIs: '0', padding: '', time: '' };
  const made = layoutWith(layout, {
    ...withRule(0, changed),
    projections: [],
    name: 'mine',
    reducer: 'task',
  });
  const [rule, other] = made.layout?.events ?? [];
  expect(rule?.sequence).toEqual({ sum: [{ from: { path: 'version' }, times: 1 }], offset: 1 });
  expect(rule?.event.time).toBeUndefined();
  expect(rule?.event.type).toEqual(['a.b', 'type']);
  expect(rule?.event.data).toEqual(layout.events[0]?.event.data);
  expect(rule?.match.where).toEqual(layout.events[0]?.match.where);
  expect(other).toEqual(layout.events[1]);
  expect(made.layout).toMatchObject({ name: 'mine', projections: [], reducer: { kind: 'task' } });
});

it('what writers call their events is a field: of the event, or of the item where it stands there', () => {
  expect(formOf(layout).events.map(({ id }) => id)).toEqual(['', '']);
  const named = layoutWith(layout, withRule(0, { id: 'meta › event.id' })).layout;
  expect(named?.events[0]?.event.id).toEqual(['meta', 'event.id']);
  expect(named?.events[1]).toEqual(layout.events[1]);
  const [rule] = layout.events;
  const inItem: LayoutFile = layoutFileSchema.parse({
    ...layout,
    events: [{ ...rule, item: { id: 'commit', actor: 'who' } }],
  });
  const form = formOf(inItem);
  const [own] = form.events;
  if (own === undefined) throw new Error('There is a rule.');
  expect(own.id).toBe('commit');
  expect(layoutWith(inItem, form)).toEqual({ layout: inItem });
  const itemWith = (id: string) =>
    layoutWith(inItem, { ...form, events: [{ ...own, id }] }).layout?.events[0]?.item;
  expect([itemWith('other'), itemWith('')]).toEqual([{ id: 'other', actor: 'who' }, { actor: 'who' }]);
});

it('who did it and what led to it are fields in the same way', () => {
  const [form] = formOf(layout).events;
  expect(form).toMatchObject({ actor: 'who', correlation: '', causation: '', idempotencyKey: '' });
  const led = { actor: '', correlation: 'h.correlation', causation: 'h › a.b', idempotencyKey: 'token' };
  const [rule] = layoutWith(layout, withRule(0, led)).layout?.events ?? [];
  const { actor: _, ...event } = layout.events[0]?.event ?? {};
  expect(rule?.event).toEqual({
    ...event,
    correlation: 'h.correlation',
    causation: ['h', 'a.b'],
    idempotencyKey: 'token',
  });
});

it('what is no layout comes back as its faults, in words about the fields', () => {
  const form = withRule(1, { stream: '', padding: 'many', sequence: '' });
  const projections = form.projections.map((rule) => ({ ...rule, stream: '' }));
  const made = layoutWith(layout, { ...form, projections, name: 'No Name' });
  expect(made.layout).toBeUndefined();
  expect('faults' in made ? made.faults.map(({ path, says }) => [path, says.slice(0, 21)]) : []).toEqual([
    ['name', 'The name of the layou'],
    ['events[1].stream', '“Id of the stream” is'],
    ['events[1].sequence.sum[0].from.path', '“Number from” is empt'],
    ['events[1].sequence.padding', '“Padded to digits” ta'],
    ['projections[0].stream', '“Id of its stream” is'],
  ]);
});

it('further rules are changed, added and taken out, and keep what has no field', () => {
  const changed = layoutWith(
    layout,
    withRule(1, { sort: 'OTHER#{seq:digits}', sequence: '{seq}', type: 'kind' }),
  );
  expect(changed.layout?.events[0]).toEqual(layout.events[0]);
  expect(changed.layout?.events[1]).toMatchObject({
    match: { sort: 'OTHER#{seq:digits}' },
    sequence: { sum: [{ from: { part: 'seq' } }] },
    event: { type: 'kind' },
  });

  const more = withProjectionRule(withEventRule(withRule(1, { sort: 'OTHER' })));
  expect(layoutWith(layout, more).layout).toMatchObject({
    events: [...layout.events, layout.events[1]],
    projections: [...layout.projections, { match: { partition: 'ORDER#{id}' }, stream: '{id}', omit: [] }],
  });

  const fewer = { ...more, events: withEntry(withEntry(more.events, 2, undefined), 0, undefined) };
  expect(layoutWith(layout, fewer).layout?.events).toEqual([layout.events[1]]);
  // At least one rule has to be left.
  expect(layoutWith(layout, { ...fewer, events: [] })).toMatchObject({ faults: [{ path: 'events' }] });
});

it('a projection in another table is a field like others', () => {
  const form = formOf(layout);
  const projections = form.projections.map((rule) => ({ ...rule, table: ' carts ', fields: 'state' }));
  const made = layoutWith(layout, { ...form, projections });
  expect(made.layout?.projections).toEqual([
    { ...layout.projections[0], table: 'carts', fields: { path: 'state', encoding: 'native' } },
  ]);
});

it('how the fields of a projection are packed is a field', () => {
  const form = formOf(layout);
  const packed = form.projections.map((rule) => ({ ...rule, fields: 'state', encoding: 'json' as const }));
  const made = layoutWith(layout, { ...form, projections: packed }).layout;
  expect(made?.projections[0]?.fields).toEqual({ path: 'state', encoding: 'json' });
  expect(made && formOf(made).projections[0]?.encoding).toBe('json');
});

it('rules change places, those of a reducer within their type', () => {
  expect(withMoved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(withMoved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  const set = { op: 'status', to: 'placed' };
  const add = { op: 'increment', field: 'total', by: { data: 'price' } };
  const reducer = {
    kind: 'declarative',
    on: { '*': [add], Placed: [set, add] },
    moves: { none: ['placed'] },
  };
  const folded: LayoutFile = layoutFileSchema.parse({ ...layout, reducer });
  const form = formOf(folded);
  expect(layoutWith(folded, form)).toEqual({ layout: folded });
  const rules = { ...form.rules, Placed: withMoved(form.rules['Placed'] ?? [], 1, 0) };
  expect(layoutWith(folded, { ...form, rules }).layout?.reducer).toEqual({
    ...folded.reducer,
    on: { '*': [add], Placed: [add, set] },
  });
  const events = withMoved(form.events, 1, 0);
  expect(layoutWith(folded, { ...form, events }).layout?.events).toEqual([...folded.events].reverse());
});

it('is kept as JSON that reads back', () => {
  expect(layoutFileSchema.parse(JSON.parse(layoutText(layout)))).toEqual(layout);
});
