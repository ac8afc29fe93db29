import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import {
  DEFAULT_PRICE_PER_MILLION,
  type AuditFilter,
  type AuditRow,
  type AuditRun,
} from '#shared/model/audit.ts';
import { done, failed, IDLE, RUNNING } from '../../ui/asyncState.ts';
import { createRangeCache, type RangeCache } from '../../ui/list/rangeCache.ts';
import { foundIn, NO_FILTER, type AuditViewState } from './auditState.ts';
import { changeToKeep, changeToShow } from './comparisonWords.ts';

/** Milliseconds between two looks at what a running audit has found. */
const LOOK_EVERY = 600;

const isLive = (run: AuditRun | undefined): boolean => run?.state === 'running' || run?.state === 'paused';

const noRows = (): RangeCache<AuditRow> =>
  createRangeCache(() => Promise.resolve({ total: 0, version: 0, rows: [] }));

/** Creates the store of audits. */
export function createAuditStore({
  client,
}: {
  readonly client: Pick<AppClient, 'audit'>;
}): StoreApi<AuditViewState> {
  let watching = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  return createStore<AuditViewState>()((set, get) => {
    const ref = (): (TableRef & { readonly run: string }) | undefined => {
      const { table, run } = get();
      return table === undefined || run === undefined ? undefined : { ...table, run: run.run };
    };
    const isShown = (table: TableRef, run: string): boolean => {
      const now = ref();
      return now?.run === run && now.table === table.table && now.connection === table.connection;
    };

    /** What a run that goes on has found, or has judged by its end, changes how it compares. */
    const compareAgain = async (shown: TableRef & { readonly run: string }): Promise<void> => {
      const { against } = get().filter;
      if (against === undefined) return;
      const comparison = await client.audit.compare({ ...shown, against: against.run });
      const now = get().filter.against;
      if (!isShown(shown, shown.run) || now?.run !== against.run) return;
      set({ comparison });
      const change = changeToKeep(comparison, now.change);
      if (change === now.change) return;
      listBy({ ...get().filter, against: { ...now, change } });
    };

    let looks = 0;
    let answered = 0;
    const lookAgain = async (): Promise<void> => {
      timer = undefined;
      looks += 1;
      const asked = looks;
      const shown = ref();
      if (shown === undefined) return;
      get().rows.invalidate();
      // An answer that comes late tells of less than one that overtook it.
      const isNews = (): boolean => asked > answered && isShown(shown, shown.run);
      try {
        const overview = await client.audit.overview(shown);
        if (!isNews()) return;
        answered = asked;
        set({ overview });
        await compareAgain(shown);
      } catch (error) {
        if (isNews()) set({ error });
      }
    };
    /** A look now when nothing runs; else before long, many changes at once. */
    const look = (soon: boolean): void => {
      if (timer !== undefined && !soon) return;
      clearTimeout(timer);
      timer = setTimeout(() => void lookAgain(), soon ? 0 : LOOK_EVERY);
    };

    const cacheOf = (filter: AuditFilter): RangeCache<AuditRow> => {
      const shown = ref();
      if (shown === undefined) return noRows();
      return createRangeCache((from, to, signal) =>
        client.audit.range({ ...shown, filter, range: { from, to } }, { signal }),
      );
    };

    /** Lists the findings of the shown run by another filter. */
    const listBy = (filter: AuditFilter, more: Partial<AuditViewState> = {}): void => {
      get().rows.dispose();
      set({ ...more, filter, rows: cacheOf(filter), selected: undefined });
    };

    const take = (fresh: AuditRun): void => {
      const { run: before, runs } = get();
      const listed = runs.phase === 'done' ? runs.value : [];
      const known = listed.some(({ run }) => run === fresh.run);
      set({
        run: fresh,
        runs: done(
          known ? listed.map((each) => (each.run === fresh.run ? fresh : each)) : [fresh, ...listed],
        ),
      });
      // A comparison tells how the run stands and how far it has come, too.
      const compares = get().filter.against !== undefined;
      const isNews =
        before === undefined ||
        foundIn(before) !== foundIn(fresh) ||
        isLive(before) !== isLive(fresh) ||
        (compares && (before.state !== fresh.state || before.items !== fresh.items));
      if (isNews) {
        look(!isLive(fresh));
      }
    };

    const follow = (run: AuditRun): void => {
      watching.abort();
      const own = (watching = new AbortController());
      const { table } = get();
      if (table === undefined) return;
      client.audit
        .watch(
          { ...table, run: run.run },
          { signal: own.signal, onItem: (fresh) => (own.signal.aborted ? undefined : take(fresh)) },
        )
        .catch((error: unknown) => {
          if (!own.signal.aborted) set({ error });
        });
    };

    const showRun = (run: AuditRun): void => {
      get().rows.dispose();
      set({
        run,
        asking: false,
        overview: undefined,
        comparison: undefined,
        error: undefined,
        filter: NO_FILTER,
        selected: undefined,
      });
      set({ rows: cacheOf(NO_FILTER) });
      follow(run);
      look(true);
    };

    const list = async (table: TableRef): Promise<void> => {
      try {
        const { runs } = await client.audit.runs(table);
        if (get().table !== table) return;
        set({ runs: done(runs) });
        const [latest] = runs;
        const { run } = get();
        const again = runs.find((each) => each.run === run?.run) ?? latest;
        if (again === undefined) set({ asking: true });
        else if (!get().asking) showRun(again);
      } catch (error) {
        if (get().table === table) set({ runs: failed(error) });
      }
    };

    const estimate = async (table: TableRef): Promise<void> => {
      set({ estimate: RUNNING });
      const answer = await client.audit.estimate(table).then(done, failed);
      if (get().table === table) set({ estimate: answer });
    };

    const order = async (
      work: (shown: TableRef & { readonly run: string }) => Promise<unknown>,
    ): Promise<void> => {
      const shown = ref();
      if (shown === undefined) return;
      try {
        set({ error: undefined });
        await work(shown);
      } catch (error) {
        set({ error });
      }
    };

    return {
      table: undefined,
      runs: IDLE,
      run: undefined,
      overview: undefined,
      asking: false,
      estimate: IDLE,
      options: {},
      error: undefined,
      tab: 'causes',
      filter: NO_FILTER,
      rows: noRows(),
      selected: undefined,
      comparison: undefined,
      open: (table) => {
        const { table: before, options } = get();
        if (before?.connection === table?.connection && before?.table === table?.table) return;
        watching.abort();
        get().rows.dispose();
        const { pricePerMillion: _, ...ceilings } = options;
        set({
          table,
          // A price holds for its connection.
          options: before?.connection === table?.connection ? options : ceilings,
          runs: table === undefined ? IDLE : RUNNING,
          run: undefined,
          overview: undefined,
          asking: false,
          estimate: IDLE,
          error: undefined,
          tab: 'causes',
          filter: NO_FILTER,
          rows: noRows(),
          selected: undefined,
          comparison: undefined,
        });
        if (table === undefined) return;
        void list(table);
        void estimate(table);
      },
      reopen: () => {
        const { table } = get();
        if (table === undefined) return;
        void list(table);
        void estimate(table);
      },
      choose: (run) => {
        showRun(run);
        set({ tab: 'causes' });
      },
      ask: (asking) => {
        set({ asking, error: undefined });
        const { table } = get();
        if (asking && table !== undefined) void estimate(table);
      },
      change: (options) => set({ options: { ...get().options, ...options } }),
      start: async () => {
        const { table, options } = get();
        if (table === undefined) return;
        const { pricePerMillion = DEFAULT_PRICE_PER_MILLION, ...ceilings } = options;
        try {
          set({ error: undefined });
          const run = await client.audit.start({ ...table, options: { ...ceilings, pricePerMillion } });
          if (get().table !== table) return;
          take(run);
          showRun(run);
          set({ tab: 'causes' });
        } catch (error) {
          if (get().table === table) set({ error });
        }
      },
      pause: () => order((shown) => client.audit.pause(shown)),
      resume: () =>
        order(async (shown) => {
          const run = await client.audit.resume(shown);
          if (!isShown(shown, shown.run)) return;
          take(run);
          follow(run);
        }),
      cancel: () => order((shown) => client.audit.cancel(shown)),
      remove: async (run) => {
        const { table, run: shown } = get();
        if (table === undefined) return;
        try {
          await client.audit.remove({ ...table, run });
          if (shown?.run === run) {
            watching.abort();
            set({ run: undefined, overview: undefined });
          }
          await list(table);
        } catch (error) {
          set({ error });
        }
      },
      show: (tab) => set({ tab }),
      narrow: (change) => listBy({ ...get().filter, ...change }, { tab: 'findings' }),
      clearFilter: () => listBy({ ...NO_FILTER, order: get().filter.order }, { comparison: undefined }),
      select: (selected) => set({ selected }),
      compareWith: (against) =>
        order(async (shown) => {
          if (against === undefined) {
            set({ comparison: undefined });
            get().narrow({ against: undefined });
            return;
          }
          const comparison = await client.audit.compare({ ...shown, against });
          if (!isShown(shown, shown.run)) return;
          set({ comparison });
          get().narrow({ against: { run: against, change: changeToShow(comparison) } });
        }),
    };
  });
}
