import type { LayoutFileInput } from '#shared/model/streamLayout.ts';

/** akka-persistence-dynamodb 2.x: the journal; payloads are in the bytes of Akka's serialisers. */
export const akkaLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'akka',
  title: 'Akka 2.x',
  description:
    'Journal of akka-persistence-dynamodb 2.x: one item an event, its payload in the bytes of a serialiser, which are shown as they are.',
  source: 'https://doc.akka.io/libraries/akka-persistence-dynamodb/current/journal.html',
  key: { partition: { name: 'pid', type: 'S' }, sort: { name: 'seq_nr', type: 'N' } },
  events: [
    {
      match: {
        where: [
          { path: 'ts', type: 'N' },
          { path: 'entity_type_slice', type: 'S' },
          // What is left of the last event after all have been deleted.
          { path: 'del', exists: false },
        ],
      },
      stream: '{@pid}',
      sequence: { sum: [{ from: { path: 'seq_nr' } }] },
      event: {
        type: 'event_ser_manifest',
        defaultType: 'event',
        time: { path: 'ts', format: 'us' },
        // 31: Jackson's JSON, which is gzipped when it is large. Other serialisers' bytes are shown as they are.
        data: {
          path: 'event_payload',
          encoding: 'bytes',
          encodingBy: { path: 'event_ser_id', values: { '31': 'json-bytes' } },
        },
        metadata: {
          path: 'meta_payload',
          encoding: 'bytes',
          also: ['event_ser_id', 'writer', 'tags', 'meta_ser_id', 'meta_ser_manifest', 'breadcrumb_payload'],
        },
      },
    },
  ],
  ignore: [{ where: [{ path: 'del', exists: true }] }],
};
