import { expect, it, vi } from 'vitest';
import type { ComparisonSummary } from '#shared/contract/compare.ts';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import { createCompareStore, isCompared, rowCount, type CompareClient } from './store.ts';

const REF = { connection: 'c', table: 't', task: 'a' };
const SUMMARY: ComparisonSummary = {
  done: 20,
  total: 20,
  complete: true,
  rows: { same: 7, changed: 1, left: 1, right: 1 },
  first: { row: 4, kind: 'left', left: { seq: 5, type: 'A' } },
  firstMissing: { row: 4, kind: 'left', left: { seq: 5, type: 'A' } },
  shortest: true,
  ends: 2,
  missingEnds: [],
};

const NO_ROWS = { same: 0, changed: 0, left: 0, right: 0 };

const progress = (handle: string, version: number): ReplayProgress => ({
  handle,
  phase: 'ready',
  version,
  events: 10,
  lastSeq: 10,
});

function host(summary = SUMMARY) {
  const tell: ((progress: ReplayProgress) => void)[] = [];
  const asked: string[] = [];
  const client: CompareClient = {
    replay: {
      open: (ref, { onItem }) => {
        asked.push(`open ${ref.task}`);
        tell.push(onItem);
        return new Promise(() => undefined);
      },
    },
    compare: {
      align: (pair, { onItem }) => {
        asked.push(`align ${JSON.stringify([pair.left, pair.right])}`);
        onItem(summary);
        return Promise.resolve({});
      },
      at: ({ row }) => {
        asked.push(`at ${row}`);
        const states = { left: {}, right: {}, changes: [] };
        return Promise.resolve({ row, states, payloads: null });
      },
      next: () => Promise.resolve({ row: 6 }),
      rows: () => Promise.resolve({ version: 1, total: 10, rows: [] }),
    },
  };
  return { client, tell, asked };
}

const events = (ref: typeof REF, seq?: number) => ({ kind: 'events' as const, ref, seq });

it('opens both tasks, compares once both are read, and stands at the first difference', async () => {
  const { client, tell, asked } = host();
  const store = createCompareStore(
    { client },
    { left: events(REF, 5), right: events({ ...REF, task: 'b' }) },
  );
  store.getState().start();
  tell[0]?.(progress('h1', 1));
  expect(asked).toEqual(['open a', 'open b']);
  tell[1]?.(progress('h2', 1));
  expect(asked[2]).toBe('align [{"kind":"events","handle":"h1","seq":5},{"kind":"events","handle":"h2"}]');
  expect(store.getState().row).toBe(4);
  await vi.waitFor(() => expect(store.getState().point?.row).toBe(4));
});

it('opens one task once for two of its points, and keeps the chosen row when events come', () => {
  const { client, tell, asked } = host();
  const store = createCompareStore({ client }, { left: events(REF, 3), right: { kind: 'stored', ref: REF } });
  store.getState().start();
  tell[0]?.(progress('h1', 1));
  expect(asked.filter((each) => each.startsWith('open'))).toEqual(['open a']);
  store.getState().select(99);
  expect(store.getState().row).toBe(9);
  store.getState().select(2);
  tell[0]?.(progress('h1', 2));
  expect(store.getState()).toMatchObject({ row: 2, generation: 2 });
});

it('goes from difference to difference', async () => {
  const { client, tell } = host();
  const store = createCompareStore({ client }, { left: events(REF), right: events(REF, 2) });
  store.getState().start();
  tell[0]?.(progress('h1', 1));
  store.getState().seek('forward');
  await vi.waitFor(() => expect(store.getState().row).toBe(6));
});

it('looks at no row of what is not compared, its event not being there', () => {
  const missingEnds = [{ side: 'right' as const, events: 10, firstSeq: 1, lastSeq: 10 }];
  const { client, tell, asked } = host({ ...SUMMARY, rows: NO_ROWS, first: null, missingEnds });
  const store = createCompareStore({ client }, { left: events(REF), right: events(REF, 99) });
  store.getState().start();
  tell[0]?.(progress('h1', 1));
  const { summary, point, row } = store.getState();
  expect([isCompared(summary), rowCount(summary), point, row]).toEqual([false, 0, undefined, -1]);
  expect(asked.filter((each) => each.startsWith('at '))).toEqual([]);
});
