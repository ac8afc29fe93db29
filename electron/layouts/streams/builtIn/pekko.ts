import type { LayoutFileInput } from '#shared/model/streamLayout.ts';

/** pekko-persistence-dynamodb 1.x, and akka-persistence-dynamodb 1.x before it: a stream spans partitions of a hundred. */
export const pekkoLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'pekko',
  title: 'Pekko and Akka 1.x',
  description:
    'Journal of pekko-persistence-dynamodb and akka-persistence-dynamodb 1.x: a hundred numbers a partition, payloads in the bytes of a serialiser.',
  source: 'https://github.com/apache/pekko-persistence-dynamodb',
  key: { partition: { name: 'par', type: 'S' }, sort: { name: 'num', type: 'N' } },
  events: [
    {
      match: { partition: 'journal-P-{id}-{group:digits}', sort: '{number:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'group' }, times: 100 }, { from: { part: 'number' } }] },
      event: {
        type: 'ev_ser_manifest',
        defaultType: 'event',
        // 31: Jackson's JSON, which is gzipped when it is large. Other serialisers' bytes are shown as they are.
        data: {
          path: 'event',
          encoding: 'bytes',
          encodingBy: { path: 'ev_ser_id', values: { '31': 'json-bytes' } },
        },
        // `pay` is the whole event as the oldest versions packed it.
        metadata: {
          path: 'pay',
          encoding: 'bytes',
          also: ['ev_ser_id', 'manifest', 'writer_uuid', 'idx', 'cnt'],
        },
      },
    },
  ],
  // The highest and lowest numbers, written now and then.
  ignore: [{ partition: 'journal-SH-{id}-{shard:digits}' }, { partition: 'journal-SL-{id}-{shard:digits}' }],
};
