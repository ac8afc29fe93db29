import { expect, test } from 'vitest';
import { createActionRegistry } from '../ui/actions/actionRegistry.ts';
import { helpRows } from './helpRows.ts';

test('a key that does nothing where the reader is says so', () => {
  const actions = createActionRegistry();
  const compare = (): string | undefined =>
    helpRows('Tasks', actions.has).find(({ id }) => id === 'task.compare')?.words;
  expect(compare()).toBe('Compare this task with… · not here');
  const remove = actions.add({ id: 'task.compare', run: () => undefined });
  expect(compare()).toBe('Compare this task with…');
  remove();
  expect(compare()).toContain('not here');
});

test('only what has a key is listed, each in its group', () => {
  const rows = helpRows('Everywhere', () => true);
  expect(rows.map(({ id }) => id)).toContain('go.audit');
  expect(rows.every(({ keys }) => keys.length > 0)).toBe(true);
  expect(rows.map(({ id }) => id)).not.toContain('theme.toggle');
  expect(helpRows('Writing', () => true)).toEqual([]);
});
