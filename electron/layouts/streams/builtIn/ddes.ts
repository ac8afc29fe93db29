import type { LayoutFileInput } from '#shared/model/streamLayout.ts';

/** ddes, its AWS event store: a commit an item, its events gzipped. */
export const ddesLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'ddes',
  title: 'ddes',
  description:
    'Commits of @ddes/aws-store: an item is a commit with a version of its own, and holds a gzipped list of events, which share that number.',
  source: 'https://github.com/skalar/ddes',
  key: { partition: { name: 's', type: 'S' }, sort: { name: 'v', type: 'N' } },
  events: [
    {
      match: {
        partition: '{type}:{key:any}',
        where: [
          { path: 'e', type: 'B' },
          { path: 't', type: 'N' },
        ],
      },
      stream: '{type}:{key}',
      sequence: { sum: [{ from: { path: 'v' } }], of: 'every' },
      body: { path: 'e', encoding: 'gzip-json' },
      holds: 'list',
      item: { time: { path: 't', format: 'ms' } },
      event: { type: 't', data: { path: 'p' } },
    },
  ],
};
