import type { LayoutFileInput, Packed } from '#shared/model/streamLayout.ts';

/** What the marks `D` and `M` beside a body mean: FsCodec's encodings, 0 where there is none. */
const encodings = { '0': 'json-bytes', '1': 'deflate-json', '2': 'brotli-json' } as const;

const body = (path: string, mark: string): Packed => ({
  path,
  encoding: 'json-bytes',
  encodingBy: { path: mark, values: encodings },
});

/** Equinox.DynamoStore: batches and the tip hold lists of events, the tip the unfolds too. */
export const equinoxLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'equinox',
  title: 'Equinox',
  description:
    'Equinox.DynamoStore: every item holds a list of events, whose types lie in a list beside them; the tip, with the largest sort key, holds the unfolds too.',
  source: 'https://github.com/jet/equinox/blob/master/src/Equinox.DynamoStore/DynamoStore.fs',
  key: { partition: { name: 'p', type: 'S' }, sort: { name: 'i', type: 'N' } },
  events: [
    {
      match: { partition: '{stream}', where: [{ path: 'n', type: 'N' }, { path: 'c' }, { path: 'e' }] },
      stream: '{stream}',
      // `n` is the index of the next event, counted from 0: the number of the last one, counted from 1.
      sequence: { sum: [{ from: { path: 'n' } }], of: 'last', sorted: true },
      body: { path: 'e' },
      holds: 'list',
      item: { types: 'c' },
      event: {
        time: { path: 't', format: 'rfc3339' },
        data: body('d', 'D'),
        metadata: body('m', 'M'),
        correlation: 'x',
        causation: 'y',
      },
    },
  ],
  projections: [
    {
      match: { partition: '{stream}', sort: '2147483647', where: [{ path: 'u.0', type: 'M' }] },
      stream: '{stream}',
      kept: 'sometimes',
      fields: body('u.0.d', 'u.0.D'),
    },
  ],
};
