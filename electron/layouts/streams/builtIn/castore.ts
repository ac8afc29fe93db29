import type { LayoutFileInput } from '#shared/model/streamLayout.ts';

/** Castore's DynamoDB adapter, version 2, single table (CONTRACTS 5). */
export const castoreLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'castore',
  title: 'Castore',
  description:
    'Events of Castore’s DynamoDB adapter 2.x (single table): the partition is event store and aggregate, the sort key the version.',
  source: 'https://github.com/castore-dev/castore/tree/main/packages/event-storage-adapter-dynamodb',
  key: { partition: { name: 'aggregateId', type: 'S' }, sort: { name: 'version', type: 'N' } },
  events: [
    {
      match: {
        partition: '{store}#{aggregate}',
        where: [
          { path: 'type', type: 'S' },
          { path: 'timestamp', type: 'S' },
        ],
      },
      stream: '{store}#{aggregate}',
      sequence: { sum: [{ from: { path: 'version' } }] },
      event: {
        type: 'type',
        time: { path: 'timestamp', format: 'rfc3339' },
        data: { path: 'payload' },
        metadata: { path: 'metadata' },
      },
    },
  ],
};
