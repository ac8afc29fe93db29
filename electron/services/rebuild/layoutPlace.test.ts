import { describe, expect, it } from 'vitest';
import { layoutFileSchema } from '#shared/model/streamLayout.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { layoutPlace } from './layoutPlace.ts';

const ref = { connection: 'c', table: 'orders', task: 'o-1' };

const orders = (change: object = {}) =>
  compileLayout(
    layoutFileSchema.parse({
      dynascopeLayout: 1,
      name: 'orders',
      key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
      events: [
        {
          match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
          stream: '{id}',
          sequence: { sum: [{ from: { part: 'seq' } }], padding: 6 },
          event: { type: 'eventType' },
        },
      ],
      projections: [
        { match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}', omit: ['ttl'], ...change },
      ],
    }),
  );

const replayed = (more: Partial<Parameters<typeof layoutPlace>[2]> = {}) => ({
  lastSeq: 7,
  lastKey: 'EVT#000007',
  stored: { status: { S: 'placed' } },
  replayed: { status: { S: 'sent' } },
  ...more,
});

/** The orders with a second rule for events, under keys of its own. */
const withCommands = (more: object = {}) => {
  const { file } = orders();
  const [events] = file.events;
  return compileLayout(
    layoutFileSchema.parse({
      ...file,
      events: [events, { ...events, match: { partition: 'ORDER#{id}', sort: 'CMD#{seq:digits}' }, ...more }],
    }),
  );
};

const at = (sk: string) => ({ pk: { S: 'ORDER#o-1' }, sk: { S: sk } });

describe('where a projection of a layout file lies', () => {
  it('is told by its patterns, with the last event and the next one', () => {
    expect(layoutPlace(orders(), ref, replayed())).toEqual({
      table: 'orders',
      key: at('STATE'),
      events: { table: 'orders', last: at('EVT#000007'), next: [at('EVT#000008')] },
      mark: undefined,
      omit: ['ttl'],
      made: {},
    });
  });

  it('may be another table', () => {
    expect(layoutPlace(orders({ table: 'order-states' }), ref, replayed())).toMatchObject({
      table: 'order-states',
      events: { table: 'orders' },
    });
  });

  it('is not written where part of an attribute would be', () => {
    expect(layoutPlace(orders({ fields: { path: 'state' } }), ref, replayed())).toHaveProperty('impossible');
  });

  it('is looked for behind every rule for events, from the event that was the last', () => {
    expect(layoutPlace(withCommands(), ref, replayed({ lastKey: 'CMD#000007' }))).toMatchObject({
      events: { last: at('CMD#000007'), next: [at('EVT#000008'), at('CMD#000008')] },
    });
  });

  it('is looked for once where two rules share their keys, and not by rules for other streams', () => {
    const shared = { match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}', where: [{ path: 'v' }] } };
    for (const more of [shared, { stream: 'command-{id}' }]) {
      expect(layoutPlace(withCommands(more), ref, replayed())).toMatchObject({
        events: { next: [at('EVT#000008')] },
      });
    }
  });

  it('cannot be told where one rule for events has keys that do not follow', () => {
    const elsewhere = { sequence: { sum: [{ from: { path: 'n' } }] } };
    expect(layoutPlace(withCommands(elsewhere), ref, replayed())).toMatchObject({
      impossible: expect.stringContaining('does not follow from its number'),
    });
  });

  it('cannot be told where the last event is not under the key of its number', () => {
    expect(layoutPlace(orders(), ref, replayed({ lastKey: 'EVT#7' }))).toMatchObject({
      impossible: expect.stringContaining('“EVT#7”'),
    });
  });

  it('is told where the last event is one of a commit, which share its number', () => {
    const { file } = orders();
    const commits = file.events.map((rule) => ({
      ...rule,
      holds: 'list',
      body: { path: 'events' },
      sequence: { ...rule.sequence, of: 'every' },
    }));
    const layout = compileLayout(layoutFileSchema.parse({ ...file, events: commits }));
    expect(layoutPlace(layout, ref, replayed({ lastKey: 'EVT#000007[2]' }))).toMatchObject({
      events: { last: at('EVT#000007'), next: [at('EVT#000008')] },
    });
  });

  it('cannot be told where two rules are for projections of such streams', () => {
    const { file } = orders();
    const projections = [...file.projections, { match: { sort: 'OLD' }, stream: '{id}' }].map((rule) => ({
      ...rule,
      match: { partition: 'ORDER#{id}', ...rule.match },
    }));
    expect(
      layoutPlace(compileLayout(layoutFileSchema.parse({ ...file, projections })), ref, replayed()),
    ).toMatchObject({ impossible: expect.stringContaining('several rules') });
  });
});

describe('a projection of a layout file that is to be made', () => {
  const marked = (where: readonly object[], more: object = {}) =>
    orders({ match: { partition: 'ORDER#{id}', sort: 'STATE', where }, ...more });
  const none = (more: Partial<Parameters<typeof layoutPlace>[2]> = {}) => replayed({ stored: null, ...more });

  it('gets what its rule asks to be equal to something', () => {
    const where = [
      { path: 'entity', equals: 'state' },
      { path: 'v', equals: 2 },
      { path: 'live', equals: true },
    ];
    const made = { entity: { S: 'state' }, v: { N: '2' }, live: { BOOL: true } };
    expect(layoutPlace(marked(where), ref, none())).toMatchObject({ made });
    expect(layoutPlace(marked(where), ref, replayed())).toMatchObject({ made: {} });
  });

  it.each([
    ['an attribute that nothing sets', [{ path: 'written_by', exists: true }], 'written_by'],
    ['one within another', [{ path: 'about.entity', equals: 'state' }], 'about.entity'],
    ['another value than the events lead to', [{ path: 'status', equals: 'open' }], 'status'],
  ])('is not made where the layout would not read it as one: %s', (_, where, name) => {
    expect(layoutPlace(marked(where), ref, none())).toMatchObject({
      impossible: expect.stringContaining(name),
    });
    expect(layoutPlace(marked(where), ref, replayed())).toHaveProperty('made');
  });

  it.each([
    ['would be left out in reading', { ttl: { N: '1' } }, 'without “ttl”'],
    ['is a key of the table', { pk: { S: 'x' } }, '“pk”, which is a key'],
  ])('is not made where a field of it %s', (_, field, reason) => {
    const fields = { status: { S: 'sent' }, ...field };
    expect(layoutPlace(orders(), ref, none({ replayed: fields }))).toMatchObject({
      impossible: expect.stringContaining(reason),
    });
  });
});
