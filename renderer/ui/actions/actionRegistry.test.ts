import { expect, it } from 'vitest';
import { createActionRegistry } from './actionRegistry.ts';

it('runs the handler added last', () => {
  const registry = createActionRegistry();
  const ran: string[] = [];
  registry.add({ id: 'copy', run: () => ran.push('first') });
  const remove = registry.add({ id: 'copy', run: () => ran.push('second') });
  registry.run('copy');
  remove();
  registry.run('copy');
  expect(ran).toEqual(['second', 'first']);
});

it('prefers the handler whose part has the focus', () => {
  const registry = createActionRegistry();
  const ran: string[] = [];
  registry.add({ id: 'filter.focus', run: () => ran.push('focused'), hasFocus: () => true });
  registry.add({ id: 'filter.focus', run: () => ran.push('last'), hasFocus: () => false });
  registry.run('filter.focus');
  expect(ran).toEqual(['focused']);
});

it('says when nothing can do it', () => {
  const registry = createActionRegistry();
  expect(registry.run('refresh')).toBe(false);
  expect(registry.has('refresh')).toBe(false);
});
