import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { RebuildProgress, RebuildWhich } from '#shared/contract/rebuild.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { RebuildRun } from '#shared/model/rebuild.ts';
import { done, failed, RUNNING } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';
import { createPlanning } from './planning.ts';
import { createRunTasks } from './runTasks.ts';
import { tableOf, type Rebuild, type RebuildState, type Work } from './state.ts';

/** The store by context. */
export const rebuildStore = createContextStore<RebuildState>('rebuild');

const begun = (doing: Work['doing'], run?: string): Work => ({
  doing,
  at: { phase: 'running' },
  run,
  done: 0,
  total: undefined,
  totals: undefined,
});

/** The one task, only as its plan was looked at. */
function seenIn({ plan }: Extract<Rebuild, { kind: 'one' }>): RebuildWhich | undefined {
  if (plan.phase !== 'done' || plan.value.kind !== 'rewrite') return undefined;
  const { task, digest } = plan.value;
  return digest === undefined ? { kind: 'tasks', tasks: [task] } : { kind: 'seen', task, digest };
}

/** Creates the store of rebuilds. */
export function createRebuildStore({
  client,
}: {
  readonly client: Pick<AppClient, 'rebuild'>;
}): StoreApi<RebuildState> {
  let abort = new AbortController();
  return createStore<RebuildState>()((set, get, store) => {
    const planning = createPlanning(client, store);
    const runTasks = createRunTasks(client, store);
    const patch = (change: Partial<Work>): void => {
      const { work } = get();
      if (work !== undefined) set({ work: { ...work, ...change } });
    };
    const isBusy = (): boolean => get().work?.at.phase === 'running';

    const showTasks = (run: string, order: 'asListed' | 'troubleFirst'): void => {
      const { rebuild } = get();
      if (rebuild !== undefined) runTasks.open(tableOf(rebuild), run, order);
    };
    const take = ({ run, done: count, total, totals }: RebuildProgress): void => {
      patch({ run, done: count, total, totals });
      if (get().tasks?.run !== run) showTasks(run, 'asListed');
      else runTasks.look();
    };

    const carryOut = async (
      work: Work,
      call: (options: {
        readonly signal: AbortSignal;
        readonly onItem: (progress: RebuildProgress) => void;
      }) => Promise<RebuildRun>,
    ): Promise<void> => {
      if (isBusy()) return;
      abort = new AbortController();
      set({ work });
      runTasks.close();
      try {
        const { run, totals } = await call({ signal: abort.signal, onItem: take });
        patch({ run, totals, at: { phase: 'over' } });
      } catch (error) {
        patch({ at: hasCode(error, 'Cancelled') ? { phase: 'stopped' } : { phase: 'failed', error } });
      }
      const { run } = get().work ?? {};
      if (run !== undefined) showTasks(run, 'troubleFirst');
      planning.close();
    };

    const show = (rebuild: Rebuild): boolean => {
      if (isBusy()) return false;
      planning.close();
      runTasks.close();
      set({ rebuild, work: undefined });
      return true;
    };

    return {
      rebuild: undefined,
      planned: undefined,
      work: undefined,
      tasks: undefined,
      openOne: async ({ connection, table, task }) => {
        const ref = { connection, table, task };
        if (!show({ kind: 'one', ref, plan: RUNNING })) return;
        const plan = await client.rebuild.plan(ref).then(done, failed);
        const now = get().rebuild;
        if (now?.kind === 'one' && now.ref === ref) set({ rebuild: { kind: 'one', ref, plan } });
      },
      openMany: (table, scope, count) => {
        if (show({ kind: 'many', table, scope, count, perSecond: undefined })) planning.open(table, scope);
      },
      openRuns: async ({ connection, table }) => {
        const ref = { connection, table };
        if (!show({ kind: 'runs', table: ref, runs: RUNNING })) return;
        const runs = await client.rebuild.runs(ref).then((answer) => done(answer.runs), failed);
        const now = get().rebuild;
        if (now?.kind === 'runs' && now.table === ref) set({ rebuild: { kind: 'runs', table: ref, runs } });
      },
      openRun: (run) => {
        if (isBusy()) return;
        if (run === undefined) runTasks.close();
        else showTasks(run, 'troubleFirst');
      },
      choosePace: (perSecond) => {
        const { rebuild } = get();
        if (rebuild?.kind === 'many') set({ rebuild: { ...rebuild, perSecond } });
      },
      choose: planning.choose,
      stopPlanning: planning.stopPlanning,
      selectPlanned: planning.selectPlanned,
      selectTask: runTasks.selectTask,
      mark: runTasks.mark,
      start: async () => {
        const { rebuild } = get();
        const plan = planning.handle();
        if (rebuild === undefined || rebuild.kind === 'runs') return;
        const which: RebuildWhich | undefined =
          rebuild.kind === 'one'
            ? seenIn(rebuild)
            : plan === undefined
              ? undefined
              : { kind: 'planned', plan };
        if (which === undefined) return;
        const perSecond = rebuild.kind === 'one' ? undefined : rebuild.perSecond;
        await carryOut(begun('rebuild'), (options) =>
          client.rebuild.run({ ...tableOf(rebuild), which, perSecond }, options),
        );
      },
      planAgain: async () => {
        const { rebuild, openOne, openMany } = get();
        if (rebuild?.kind === 'one') await openOne(rebuild.ref);
        if (rebuild?.kind === 'many') openMany(rebuild.table, rebuild.scope, rebuild.count);
      },
      resume: async (run) => {
        const { rebuild } = get();
        if (rebuild === undefined) return;
        await carryOut(begun('resume', run), (options) =>
          client.rebuild.resume({ ...tableOf(rebuild), run }, options),
        );
      },
      undo: async (run, tasks) => {
        const { rebuild } = get();
        if (rebuild === undefined) return;
        const some = tasks === undefined ? {} : { tasks: [...tasks] };
        await carryOut(begun('undo', run), (options) =>
          client.rebuild.undo({ ...tableOf(rebuild), run, ...some }, options),
        );
      },
      stop: () => abort.abort(),
      close: () => {
        if (isBusy()) return;
        planning.close();
        runTasks.close();
        set({ rebuild: undefined, work: undefined });
      },
    };
  });
}
