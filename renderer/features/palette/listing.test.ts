import { expect, test } from 'vitest';
import type { TaskListProgress } from '#shared/contract/tasks.ts';
import { done, failed, IDLE, RUNNING } from '../../ui/asyncState.ts';
import { listingState, lookedWords } from './listing.ts';

const progress: TaskListProgress = {
  handle: 'h',
  phase: 'reading',
  version: 3,
  tasks: 40,
  items: 12_400,
  units: 9,
};
const reading = listingState({ phase: 'running', progress });
const ready = listingState({ phase: 'running', progress: { ...progress, phase: 'ready' } });

test('a table is none, being opened, being read, or listed', () => {
  expect(listingState(IDLE)).toEqual({ phase: 'none' });
  expect(listingState(failed(new Error('gone')))).toEqual({ phase: 'none' });
  expect(listingState(RUNNING)).toEqual({ phase: 'opening' });
  expect(reading).toEqual({ phase: 'reading', listing: { handle: 'h', version: 3 }, items: 12_400 });
  expect(ready).toEqual({ phase: 'ready', listing: { handle: 'h', version: 3 } });
});

test('what is not yet looked through is told', () => {
  expect(lookedWords(reading, done([]))).toBe(
    'The table is still being read, 12,400 items so far: more tasks may be found.',
  );
  expect(lookedWords(ready, done([]))).toBeUndefined();
  expect(lookedWords({ phase: 'opening' }, IDLE)).toBe('Looking for tasks…');
  expect(lookedWords(ready, RUNNING)).toBe('Looking for tasks…');
  expect(lookedWords({ phase: 'none' }, IDLE)).toMatch(/^Open a table/);
  expect(lookedWords(ready, failed(new Error('gone')))).toMatch(/could not/);
});
