import { expect, it } from 'vitest';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import { formOf, layoutText, layoutWith } from './draft.ts';

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

it('a form that nobody changed gives the very layout', () => {
  expect(layoutWith(layout, formOf(layout))).toEqual({ layout });
});

it('a changed field changes only what it is about', () => {
  const made = layoutWith(layout, {
    ...formOf(layout),
    sequence: 'version',
    firstIs: '0',
    padding: '',
    time: '',
    projection: '',
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

it('what is no layout comes back as its faults', () => {
  const made = layoutWith(layout, { ...formOf(layout), stream: '', padding: 'many', name: 'No Name' });
  expect(made.layout).toBeUndefined();
  expect('faults' in made ? made.faults.map(({ path }) => path) : []).toEqual([
    'name',
    'events.0.stream',
    'events.0.sequence.padding',
  ]);
});

it('is kept as JSON that reads back', () => {
  expect(layoutFileSchema.parse(JSON.parse(layoutText(layout)))).toEqual(layout);
});
