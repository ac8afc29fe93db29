import { expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { canGoOn, type Work } from './state.ts';
import { allWords, workWords } from './words.ts';

const work: Work = {
  doing: 'rebuild',
  at: { phase: 'running' },
  run: undefined,
  done: 0,
  total: undefined,
  totals: undefined,
};

it('says that it begins only while it does', () => {
  expect(workWords(work, 'task')).toBe('Beginning…');
  expect(workWords({ ...work, at: { phase: 'failed', error: new Error('refused') } }, 'task')).toBe('');
  expect(workWords({ ...work, at: { phase: 'stopped' } }, 'task')).toBe('');
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
  expect(workWords({ ...work, at: { phase: 'stopped' }, done: 1, total: 2, totals }, 'task')).toMatch(
    /^1 rebuilt · 1 task not tried/u,
  );
  const ended = { ...work, at: { phase: 'stopped' }, done: 1, total: 3, totals } as const;
  expect(workWords(ended, 'stream')).toMatch(/^1 rebuilt · 2 streams not tried/u);
});

it('offers to go on after a stop or an outage, not where the host refuses to', () => {
  const ended = { ...work, run: 'r', done: 1, total: 2 };
  const refused = new AppError('InvalidInput', { message: 'Begun by another reducer.' });
  const outage = new AppError('Unreachable', { message: 'Nothing answers.' });
  const told = [{ phase: 'stopped' } as const, { phase: 'failed', error: outage } as const].map((at) => [
    canGoOn({ ...ended, at }),
    workWords({ ...ended, at }, 'task'),
  ]);
  const goesOn = '1 task not tried, or under way when it ended. The journal knows: it can go on.';
  expect(told).toEqual([
    [true, goesOn],
    [true, goesOn],
  ]);
  const at = { phase: 'failed', error: refused } as const;
  expect([canGoOn({ ...ended, at }), workWords({ ...ended, at }, 'task')]).toEqual([
    false,
    '1 task not tried, or under way when it ended.',
  ]);
  expect(canGoOn({ ...ended, doing: 'undo', at: { phase: 'stopped' } })).toBe(false);
});

it('calls two projections both', () => {
  expect([1, 2, 3, 1200].map(allWords)).toEqual([
    'The one projection',
    'Both projections',
    'All 3 projections',
    'All 1,200 projections',
  ]);
});
