import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { RebuildProgress, RebuildWhich } from '#shared/contract/rebuild.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { RebuildPlan, RebuildResult, RebuildRun, RebuildTotals } from '#shared/model/rebuild.ts';
import { done, failed, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** One task of a run that has ended. */
export interface Outcome {
  readonly task: string;
  readonly result: RebuildResult;
}

/** What is being written, or was. */
export interface Work {
  readonly doing: 'rebuild' | 'resume' | 'undo';
  readonly at:
    | { readonly phase: 'running' }
    | { readonly phase: 'over' }
    /** The reader stopped it; what was not tried lies as it was. */
    | { readonly phase: 'stopped' }
    | { readonly phase: 'failed'; readonly error: unknown };
  /** The run's name in the journal, once it is known. */
  readonly run: string | undefined;
  readonly total: number | undefined;
  readonly totals: RebuildTotals | undefined;
  /** In the order in which they came. */
  readonly outcomes: readonly Outcome[];
}

/** What the dialog is about. */
export type Rebuild =
  | { readonly kind: 'one'; readonly ref: TaskRef; readonly plan: AsyncState<RebuildPlan> }
  | {
      readonly kind: 'many';
      readonly table: TableRef;
      readonly which: RebuildWhich;
      readonly count: number;
      readonly perSecond: number | undefined;
    }
  | { readonly kind: 'runs'; readonly table: TableRef; readonly runs: AsyncState<readonly RebuildRun[]> };

/** Projections that are rebuilt, or could be. The work goes on while the reader looks elsewhere. */
export interface RebuildState {
  readonly rebuild: Rebuild | undefined;
  readonly work: Work | undefined;
  /** Shows what rebuilding a task would do. */
  readonly openOne: (ref: TaskRef) => Promise<void>;
  /** Asks whether many are to be rebuilt. */
  readonly openMany: (table: TableRef, which: RebuildWhich, count: number) => void;
  readonly openRuns: (table: TableRef) => Promise<void>;
  readonly choosePace: (perSecond: number | undefined) => void;
  readonly start: () => Promise<void>;
  readonly resume: (run: string) => Promise<void>;
  /** Puts back what a run had replaced. */
  readonly undo: (run: string) => Promise<void>;
  /** Ends after the task under way. */
  readonly stop: () => void;
  readonly close: () => void;
}

/** The store by context. */
export const rebuildStore = createContextStore<RebuildState>('rebuild');

const tableOf = (rebuild: Rebuild): TableRef => (rebuild.kind === 'one' ? rebuild.ref : rebuild.table);

const begun = (doing: Work['doing'], run?: string): Work => ({
  doing,
  at: { phase: 'running' },
  run,
  total: undefined,
  totals: undefined,
  outcomes: [],
});

/** Creates the store of rebuilds. */
export function createRebuildStore({
  client,
}: {
  readonly client: Pick<AppClient, 'rebuild'>;
}): StoreApi<RebuildState> {
  let abort = new AbortController();
  return createStore<RebuildState>()((set, get) => {
    const patch = (change: Partial<Work>): void => {
      const { work } = get();
      if (work !== undefined) set({ work: { ...work, ...change } });
    };
    const take = ({ run, total, totals, task, result }: RebuildProgress): void => {
      const outcomes = get().work?.outcomes ?? [];
      const fresh = task === undefined || result === undefined ? [] : [{ task, result }];
      patch({ run, total, totals, outcomes: [...outcomes, ...fresh] });
    };
    const isBusy = (): boolean => get().work?.at.phase === 'running';

    const carryOut = async (
      work: Work,
      call: (options: { readonly signal: AbortSignal; readonly onItem: typeof take }) => Promise<RebuildRun>,
    ): Promise<void> => {
      if (isBusy()) return;
      abort = new AbortController();
      set({ work });
      try {
        const { run, totals } = await call({ signal: abort.signal, onItem: take });
        patch({ run, totals, at: { phase: 'over' } });
      } catch (error) {
        patch({ at: hasCode(error, 'Cancelled') ? { phase: 'stopped' } : { phase: 'failed', error } });
      }
    };

    const show = (rebuild: Rebuild): boolean => {
      if (isBusy()) return false;
      set({ rebuild, work: undefined });
      return true;
    };

    return {
      rebuild: undefined,
      work: undefined,
      openOne: async ({ connection, table, task }) => {
        const ref = { connection, table, task };
        if (!show({ kind: 'one', ref, plan: RUNNING })) return;
        const plan = await client.rebuild.plan(ref).then(done, failed);
        const now = get().rebuild;
        if (now?.kind === 'one' && now.ref === ref) set({ rebuild: { kind: 'one', ref, plan } });
      },
      openMany: (table, which, count) => {
        show({ kind: 'many', table, which, count, perSecond: undefined });
      },
      openRuns: async ({ connection, table }) => {
        const ref = { connection, table };
        if (!show({ kind: 'runs', table: ref, runs: RUNNING })) return;
        const runs = await client.rebuild.runs(ref).then((answer) => done(answer.runs), failed);
        const now = get().rebuild;
        if (now?.kind === 'runs' && now.table === ref) set({ rebuild: { kind: 'runs', table: ref, runs } });
      },
      choosePace: (perSecond) => {
        const { rebuild } = get();
        if (rebuild?.kind === 'many') set({ rebuild: { ...rebuild, perSecond } });
      },
      start: async () => {
        const { rebuild } = get();
        if (rebuild === undefined || rebuild.kind === 'runs') return;
        const { connection, table } = tableOf(rebuild);
        const which: RebuildWhich =
          rebuild.kind === 'one' ? { kind: 'tasks', tasks: [rebuild.ref.task] } : rebuild.which;
        const perSecond = rebuild.kind === 'one' ? undefined : rebuild.perSecond;
        await carryOut(begun('rebuild'), (options) =>
          client.rebuild.run({ connection, table, which, perSecond }, options),
        );
      },
      resume: async (run) => {
        const { rebuild } = get();
        if (rebuild === undefined) return;
        const { connection, table } = tableOf(rebuild);
        await carryOut(begun('resume', run), (options) =>
          client.rebuild.resume({ connection, table, run }, options),
        );
      },
      undo: async (run) => {
        const { rebuild } = get();
        if (rebuild === undefined) return;
        const { connection, table } = tableOf(rebuild);
        await carryOut(begun('undo', run), (options) =>
          client.rebuild.undo({ connection, table, run }, options),
        );
      },
      stop: () => abort.abort(),
      close: () => {
        if (!isBusy()) set({ rebuild: undefined, work: undefined });
      },
    };
  });
}
