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

describe('where a projection of a layout file lies', () => {
  it('is told by its patterns, with the last event and the next one', () => {
    expect(layoutPlace(orders(), ref, 7)).toEqual({
      table: 'orders',
      key: { pk: { S: 'ORDER#o-1' }, sk: { S: 'STATE' } },
      events: {
        table: 'orders',
        last: { pk: { S: 'ORDER#o-1' }, sk: { S: 'EVT#000007' } },
        next: [{ pk: { S: 'ORDER#o-1' }, sk: { S: 'EVT#000008' } }],
      },
      mark: undefined,
      omit: ['ttl'],
    });
  });

  it('may be another table', () => {
    expect(layoutPlace(orders({ table: 'order-states' }), ref, 7)).toMatchObject({
      table: 'order-states',
      events: { table: 'orders' },
    });
  });

  it('is not written where part of an attribute would be', () => {
    expect(layoutPlace(orders({ fields: { path: 'state' } }), ref, 7)).toHaveProperty('impossible');
  });
});
