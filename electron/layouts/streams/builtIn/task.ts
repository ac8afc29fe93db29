import type { LayoutFileInput } from '#shared/model/streamLayout.ts';

/** The layout `task` of this program (CONTRACTS 1), as a layout file. */
export const taskLayout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'task',
  title: 'Tasks',
  description:
    'One partition a task: events under EVENT#0001, its projection under META; idempotency records and dead letters beside them.',
  key: { partition: { name: 'PK', type: 'S' }, sort: { name: 'SK', type: 'S' } },
  events: [
    {
      match: { partition: 'TASK#{task}', sort: 'EVENT#{seq:any}' },
      stream: '{task}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 4 },
      body: { path: 'event' },
      event: {
        type: 'type',
        time: { path: 'at', format: 'rfc3339' },
        data: { path: 'data', mapsOnly: true },
        actor: 'actor',
        correlation: 'correlation_id',
        causation: 'causation_id',
        idempotencyKey: 'idempotency_key',
      },
    },
  ],
  projections: [{ match: { partition: 'TASK#{task}', sort: 'META' }, stream: '{task}', omit: ['write_id'] }],
  idempotency: [{ partition: 'IDEMPOTENCY#{key}', sort: 'REQUEST' }],
  deadLetters: [{ partition: 'DLQ#{queue}', sort: '{at}#{letter}' }],
  reducer: { kind: 'task' },
};
