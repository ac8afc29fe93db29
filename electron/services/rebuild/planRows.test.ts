import { expect, it } from 'vitest';
import { createPlanRows } from './planRows.ts';

it('a task that is left out twice, or before it is planned, counts once', () => {
  const rows = createPlanRows(['a', 'b']);
  const plan = { kind: 'rewrite', class: 'lagging', fields: ['n'], fieldCount: 1, cause: 'n' } as const;
  const rewrite = { ...plan, fields: ['n'] };
  rows.put(0, rewrite);
  rows.choose({ kind: 'task', task: 'a' }, false);
  rows.choose({ kind: 'task', task: 'a' }, false);
  rows.choose({ kind: 'task', task: 'b' }, false);
  rows.put(1, rewrite);
  expect(rows.counts()).toMatchObject({ rewrites: 2, chosen: 0, causes: [{ tasks: 2, chosen: 0 }] });
  rows.choose({ kind: 'all' }, true);
  rows.choose({ kind: 'all' }, true);
  expect(rows.counts()).toMatchObject({ chosen: 2, causes: [{ chosen: 2 }] });
});
