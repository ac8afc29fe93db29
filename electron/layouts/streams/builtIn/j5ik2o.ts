import type { LayoutFileInput } from '#shared/model/streamLayout.ts';

/** event-store-adapter of j5ik2o (JavaScript): a journal table, and a snapshot table beside it. */
export const j5ik2oLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'j5ik2o',
  title: 'j5ik2o',
  description:
    'event-store-adapter-js: a journal whose payload is bytes of JSON, and snapshots in a table of their own, here called “snapshot”.',
  source: 'https://github.com/j5ik2o/event-store-adapter-js',
  key: { partition: { name: 'pkey', type: 'S' }, sort: { name: 'skey', type: 'S' } },
  events: [
    {
      match: {
        where: [
          { path: 'aid', type: 'S' },
          { path: 'seq_nr', type: 'N' },
          { path: 'occurred_at', type: 'N' },
        ],
      },
      stream: '{@aid}',
      sequence: { sum: [{ from: { path: 'seq_nr' } }] },
      body: { path: 'payload', encoding: 'json-bytes' },
      // The attribute `occurred_at` is written without its seconds (up to 2.2.94), so the payload's own time is first.
      item: { time: { path: 'occurred_at', format: 'ms' } },
      event: {
        type: 'type',
        // Every event of the library has an `id`; causation ids, where writers have them, are their own affair.
        id: 'data.id',
        time: { path: 'data.occurredAt', format: 'rfc3339' },
        data: { path: 'data' },
      },
    },
  ],
  projections: [
    {
      match: {
        where: [
          { path: 'aid', type: 'S' },
          { path: 'version', type: 'N' },
          { path: 'seq_nr', equals: 0 },
        ],
      },
      table: 'snapshot',
      stream: '{@aid}',
      fields: { path: 'payload', encoding: 'json-bytes', within: 'data' },
    },
  ],
};
