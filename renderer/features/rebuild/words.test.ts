import { expect, it } from 'vitest';
import type { Work } from './state.ts';
import { workWords } from './words.ts';

const work: Work = {
  doing: 'rebuild',
  at: { phase: 'running' },
  run: undefined,
  done: 0,
  total: undefined,
  totals: undefined,
};

it('says that it begins only while it does', () => {
  expect(workWords(work)).toBe('Beginning…');
  expect(workWords({ ...work, at: { phase: 'failed', error: new Error('refused') } })).toBe('');
  expect(workWords({ ...work, at: { phase: 'stopped' } })).toBe('');
  const totals = {
    tasks: 2,
    written: 1,
    agrees: 0,
    lost: 0,
    refused: 0,
    failed: 0,
    undone: 0,
    undoable: 1,
  };
  expect(workWords({ ...work, at: { phase: 'stopped' }, done: 1, total: 2, totals })).toMatch(
    /^1 rebuilt · 1 task not tried/u,
  );
});
