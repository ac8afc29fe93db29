import { describe, expect, it } from 'vitest';
import { shortAge } from './AgeBars.tsx';
import { findingTasks, statusShares, toggledStatus } from './selectors.ts';

describe('statusShares', () => {
  it('fills the bar in the order in which a task meets its statuses, unknown ones last', () => {
    const shares = statusShares({
      byStatus: [
        { status: 'on_hold', count: 1 },
        { status: 'succeeded', count: 98 },
        { status: 'pending', count: 1 },
        { status: 'failed', count: 0 },
      ],
    });
    expect(shares.map((share) => share.status)).toEqual(['pending', 'succeeded', 'on_hold']);
    expect(shares[0]?.from).toBe(0);
    expect(shares.at(-1)?.to).toBeCloseTo(1);
  });

  it('leaves the rarest wide enough to hit', () => {
    const [rare] = statusShares({
      byStatus: [
        { status: 'pending', count: 1 },
        { status: 'succeeded', count: 1_000_000 },
      ],
    });
    expect((rare?.to ?? 0) - (rare?.from ?? 0)).toBeGreaterThan(0.01);
  });

  it('is empty for an empty table', () => expect(statusShares({ byStatus: [] })).toEqual([]));
});

it('puts a status into the filter and takes it out again', () => {
  expect(toggledStatus(['failed'], 'running')).toEqual(['failed', 'running']);
  expect(toggledStatus(['failed', 'running'], 'failed')).toEqual(['running']);
});

it('says how many tasks have errors and how many warnings', () => {
  const overview = { total: 9, byStatus: [], drifting: 0, oldestOpen: null, openByAge: [] };
  expect(findingTasks({ ...overview, withErrors: 1, withWarnings: 2 }, 'task')).toBe(
    '1 task with errors, 2 tasks with warnings',
  );
  expect(findingTasks({ ...overview, withErrors: 2, withWarnings: 0 }, 'stream')).toBe(
    '2 streams with errors',
  );
});

it('shortens the bounds of an age', () => {
  const bucket = (upToMs: number | null) => ({ upToMs, label: '', count: 0 });
  expect(shortAge(bucket(3_600_000), undefined)).toBe('< 1 h');
  expect(shortAge(bucket(null), bucket(604_800_000))).toBe('> 7 d');
  expect(shortAge(bucket(null), bucket(null))).toBe('?');
});
