import { expect, it } from 'vitest';
import { layoutFileSchema, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { compileLayout } from './compileLayout.ts';
import { layoutReporter } from './layoutReport.ts';

const reportWith = (projections: NonNullable<LayoutFileInput['projections']>) => {
  const layout = layoutFileSchema.parse({
    dynascopeLayout: 1,
    name: 'orders',
    key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
    events: [
      {
        match: { sort: 'EVT#{seq:digits}' },
        stream: '{@pk}',
        sequence: { sum: [{ from: { part: 'seq' } }] },
        event: { type: 'type' },
      },
    ],
    projections,
  } satisfies LayoutFileInput);
  const reporter = layoutReporter(compileLayout(layout), 'orders');
  reporter.add({ pk: { S: 'a' }, sk: { S: 'EVT#1' }, type: { S: 'Placed' } });
  reporter.add({ pk: { S: 'a' }, sk: { S: 'STATE' } });
  const { rules, unknownKeys } = reporter.report();
  return { rules, unknownKeys };
};

it('projections that lie in another table are not looked for in this one', () => {
  expect(reportWith([{ match: {}, stream: '{@pk}', table: 'states' }])).toMatchObject({
    rules: [
      { rule: 'events[0]', items: 1, events: 1, projections: 0 },
      { rule: 'projections[0]', items: 0, projections: 0 },
      { rule: 'none', items: 1 },
    ],
    unknownKeys: ['a / STATE'],
  });
});

it('a table that is named for projections as well is read for both', () => {
  expect(reportWith([{ match: { sort: 'STATE' }, stream: '{@pk}', table: 'orders' }])).toEqual({
    rules: [
      { rule: 'events[0]', items: 1, events: 1, projections: 0, unread: 0 },
      { rule: 'projections[0]', items: 1, events: 0, projections: 1, unread: 0 },
    ],
    unknownKeys: [],
  });
});
