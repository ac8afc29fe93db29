import { describe, expect, it, vi } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import {
  auditFilterSchema,
  type AuditFilter,
  type AuditOverview,
  type AuditRun,
} from '#shared/model/audit.ts';
import type { AuditComparison } from '#shared/model/auditComparison.ts';
import { overviewOf } from './auditState.ts';
import { createAuditStore } from './store.ts';

const TABLE = { connection: 'c', table: 't' };

const runOf = (run: string, more: Partial<AuditRun> = {}): AuditRun => ({
  run,
  table: 't',
  state: 'done',
  startedAt: '2026-11-21T12:00:00Z',
  options: { pricePerMillion: 0.125 },
  layout: 'Tasks',
  reducer: 'tasks, built in',
  expectedItems: 10,
  tasks: 1,
  events: 2,
  items: 3,
  units: 4,
  seconds: 5,
  judging: false,
  findings: { error: 1, warning: 0, info: 0 },
  ...more,
});

const OVERVIEW: AuditOverview = {
  version: 1,
  causes: [],
  causesTotal: 0,
  byKind: [],
  byField: [],
  overTime: [],
  timeless: 0,
};

const COMPARISON: AuditComparison = {
  startedAt: { here: '2026-11-21T12:00:00Z', there: '2026-11-21T11:00:00Z' },
  counts: { new: 1, gone: 2, unchanged: 3 },
  caveats: [],
};

const nothing = () => Promise.resolve({});

const setup = (runs: readonly AuditRun[]) => {
  const asked: { readonly run: string; readonly filter: AuditFilter }[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  let tell = (_: AuditRun): void => undefined;
  let overview = (): Promise<AuditOverview> => Promise.resolve(OVERVIEW);
  let comparison = COMPARISON;
  const client: Pick<AppClient, 'audit'> = {
    audit: {
      estimate: () =>
        Promise.resolve({
          items: 10,
          bytes: 100,
          units: 1,
          layout: 'Tasks',
          reducer: 'tasks, built in',
          projectionsElsewhere: [],
        }),
      start: () =>
        Promise.resolve(runOf('new', { state: 'running', findings: { error: 0, warning: 0, info: 0 } })),
      pause: nothing,
      resume: ({ run }) => Promise.resolve(runOf(run, { state: 'running' })),
      cancel: nothing,
      remove: nothing,
      runs: () => Promise.resolve({ runs: [...runs] }),
      watch: (_, { onItem }) => {
        tell = onItem;
        return new Promise(() => undefined);
      },
      overview: () => overview(),
      range: ({ run, filter }, options) => {
        signals.push(options?.signal);
        asked.push({ run, filter: auditFilterSchema.parse(filter) });
        return Promise.resolve({ version: 1, total: 0, rows: [] });
      },
      compare: () => Promise.resolve(comparison),
    },
  };
  const store = createAuditStore({ client });
  store.getState().open(TABLE);
  return {
    store,
    asked,
    signals,
    tell: (run: AuditRun) => tell(run),
    answerWith: (next: typeof overview) => (overview = next),
    compareAs: (counts: AuditComparison['counts']) => (comparison = { ...COMPARISON, counts }),
  };
};

describe('the audits of a table', () => {
  it('begin with the form where there are none', async () => {
    const { store } = setup([]);
    await vi.waitFor(() => {
      expect(store.getState()).toMatchObject({ asking: true, run: undefined, estimate: { phase: 'done' } });
    });
  });

  it('show the latest one', async () => {
    const { store } = setup([runOf('b'), runOf('a')]);
    await vi.waitFor(() => {
      expect(store.getState()).toMatchObject({ asking: false, run: { run: 'b' }, overview: OVERVIEW });
    });
  });

  it('do not say that nothing is wrong by an overview of before the first finding', () => {
    const run = runOf('a');
    const clean = runOf('a', { findings: { error: 0, warning: 0, info: 0 } });
    const later = { ...OVERVIEW, causesTotal: 1 };
    expect(overviewOf({ run, overview: OVERVIEW })).toBeUndefined();
    expect(overviewOf({ run, overview: undefined })).toBeUndefined();
    expect(overviewOf({ run, overview: later })).toBe(later);
    expect(overviewOf({ run: clean, overview: OVERVIEW })).toBe(OVERVIEW);
  });

  it('follow one that was started, and look again when it has found more', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { store, tell } = setup([]);
      await vi.advanceTimersByTimeAsync(10);
      await store.getState().start();
      expect(store.getState()).toMatchObject({ asking: false, tab: 'causes', run: { run: 'new' } });
      await vi.advanceTimersByTimeAsync(1000);
      tell(runOf('new', { state: 'running', findings: { error: 7, warning: 0, info: 0 } }));
      await vi.advanceTimersByTimeAsync(1000);
      expect(store.getState().run?.findings.error).toBe(7);
      expect(store.getState().runs).toMatchObject({ phase: 'done', value: [{ run: 'new' }] });
    } finally {
      vi.useRealTimers();
    }
  });

  it('tell all that was found as soon as they are done, whichever answer comes last', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { store, tell, answerWith } = setup([]);
      await vi.advanceTimersByTimeAsync(10);
      await store.getState().start();
      await vi.advanceTimersByTimeAsync(1000);
      let answerLate = (): void => undefined;
      answerWith(
        () => new Promise((resolve) => (answerLate = () => resolve({ ...OVERVIEW, causesTotal: 1 }))),
      );
      tell(runOf('new', { state: 'running', findings: { error: 1, warning: 0, info: 0 } }));
      await vi.advanceTimersByTimeAsync(600);
      answerWith(() => Promise.resolve({ ...OVERVIEW, causesTotal: 9 }));
      tell(runOf('new', { state: 'running', findings: { error: 8, warning: 0, info: 0 } }));
      tell(runOf('new', { state: 'done', findings: { error: 9, warning: 0, info: 0 } }));
      await vi.advanceTimersByTimeAsync(1);
      expect(store.getState().overview?.causesTotal).toBe(9);
      answerLate();
      await vi.advanceTimersByTimeAsync(1);
      expect(store.getState().overview?.causesTotal).toBe(9);
    } finally {
      vi.useRealTimers();
    }
  });

  it('are narrowed and compared', async () => {
    const { store, asked } = setup([runOf('b'), runOf('a')]);
    await vi.waitFor(() => expect(store.getState().run?.run).toBe('b'));
    store.getState().narrow({ kinds: ['sequence-gap'] });
    store.getState().rows.ensure(0, 10);
    expect(asked.at(-1)).toMatchObject({ run: 'b', filter: { kinds: ['sequence-gap'] } });
    expect(store.getState().tab).toBe('findings');
    await store.getState().compareWith('a');
    store.getState().rows.ensure(0, 10);
    expect(store.getState().comparison).toEqual(COMPARISON);
    expect(asked.at(-1)?.filter.against).toEqual({ run: 'a', change: 'new' });
    await store.getState().compareWith(undefined);
    expect(store.getState()).toMatchObject({ comparison: undefined, filter: { against: undefined } });
    await store.getState().compareWith('a');
    store.getState().narrow({ text: 'ord', cause: 'x', order: 'found' });
    store.getState().clearFilter();
    expect(store.getState().comparison).toBeUndefined();
    expect(store.getState().filter).toEqual(auditFilterSchema.parse({ order: 'found' }));
    store.getState().rows.ensure(0, 10);
    expect(asked.at(-1)).toEqual({ run: 'b', filter: auditFilterSchema.parse({ order: 'found' }) });
  });

  it('are no longer asked for by a filter that has given way to another, and none of them stays chosen', async () => {
    const { store, signals } = setup([runOf('b')]);
    await vi.waitFor(() => expect(store.getState().run?.run).toBe('b'));
    for (const change of [() => store.getState().narrow({ text: 'x' }), store.getState().clearFilter]) {
      store.getState().rows.ensure(0, 10);
      store.getState().select(3);
      const before = signals.at(-1);
      expect(before?.aborted).toBe(false);
      change();
      expect(before?.aborted).toBe(true);
      expect(store.getState().selected).toBeUndefined();
    }
  });

  it.each<[string, Partial<AuditRun>]>([
    ['is paused', { state: 'paused' }],
    ['has read more', { state: 'running', items: 9 }],
  ])('are compared anew when the shown one %s: the comparison tells of that', async (_, change) => {
    const { store, tell, compareAs } = setup([runOf('b', { state: 'running' }), runOf('a')]);
    await vi.waitFor(() => expect(store.getState().overview).toBeDefined());
    await store.getState().compareWith('a');
    compareAs({ new: 1, gone: 0, unchanged: 4 });
    tell(runOf('b', change));
    await vi.waitFor(() => expect(store.getState().comparison?.counts.unchanged).toBe(4), 3000);
  });

  it('are compared anew when the shown one ends: what was uncertain is not any more', async () => {
    const running = runOf('b', { state: 'running' });
    const { store, asked, tell, compareAs } = setup([running, runOf('a')]);
    await vi.waitFor(() => expect(store.getState().overview).toBeDefined());
    compareAs({ 'only-here': 1, 'only-there': 2, unchanged: 3 });
    await store.getState().compareWith('a');
    expect(store.getState().filter.against).toEqual({ run: 'a', change: 'only-here' });
    store.getState().narrow({ against: { run: 'a', change: 'only-there' } });
    compareAs({ new: 1, gone: 0, unchanged: 5 });
    tell(runOf('b'));
    await vi.waitFor(() =>
      expect(store.getState().comparison?.counts).toEqual({ new: 1, gone: 0, unchanged: 5 }),
    );
    expect(store.getState().filter.against).toEqual({ run: 'a', change: 'gone' });
    store.getState().rows.ensure(0, 10);
    expect(asked.at(-1)?.filter.against?.change).toBe('gone');
  });
});
