import type { StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { RebuildScope } from '#shared/contract/rebuild.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { PlannedRow, RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { done, failed, IDLE, RUNNING } from '../../ui/asyncState.ts';
import { createRangeCache, type RangeCache } from '../../ui/list/rangeCache.ts';
import { tableOf, type Planned, type RebuildState } from './state.ts';

/** What plans many rebuilds and shows what came of it. */
export interface PlanningPart extends Pick<RebuildState, 'choose' | 'stopPlanning' | 'selectPlanned'> {
  readonly open: (table: TableRef, scope: RebuildScope) => void;
  /** The host forgets the plan. */
  readonly close: () => void;
  readonly handle: () => string | undefined;
}

/** Makes the part of the store that plans many rebuilds. */
export function createPlanning(
  client: Pick<AppClient, 'rebuild'>,
  { getState, setState }: Pick<StoreApi<RebuildState>, 'getState' | 'setState'>,
): PlanningPart {
  let watching = new AbortController();

  const patch = (change: Partial<Planned>): void => {
    const { planned } = getState();
    if (planned !== undefined) setState({ planned: { ...planned, ...change } });
  };
  const handle = (): string | undefined => {
    const planning = getState().planned?.planning;
    return planning?.phase === 'done' ? planning.value.handle : undefined;
  };
  const rowsOf = (): RangeCache<PlannedRow> =>
    createRangeCache((from, to, signal) => {
      const name = handle();
      // Asked for only once the host has named its plan.
      if (name === undefined) return Promise.resolve({ total: 0, version: 0, rows: [] });
      return client.rebuild.planned({ handle: name, range: { from, to } }, { signal });
    });
  const take = (planning: RebuildPlanning): void => {
    const { planned } = getState();
    const before = planned?.planning.phase === 'done' ? planned.planning.value.version : undefined;
    patch({ planning: done(planning) });
    if (before !== planning.version) planned?.rows.invalidate();
  };

  return {
    handle,
    open: (table, scope) => {
      watching.abort();
      const own = (watching = new AbortController());
      const { signal } = own;
      setState({ planned: { planning: RUNNING, rows: rowsOf(), selected: undefined, shown: IDLE } });
      client.rebuild
        .planMany(
          { ...table, scope },
          { signal, onItem: (told) => (signal.aborted ? undefined : take(told)) },
        )
        .catch((error: unknown) => {
          if (!signal.aborted) patch({ planning: failed(error) });
        });
    },
    close: () => {
      watching.abort();
      getState().planned?.rows.dispose();
      setState({ planned: undefined });
    },
    choose: async (which, isChosen) => {
      const name = handle();
      if (name === undefined) return;
      await client.rebuild
        .choose({ handle: name, which, isChosen })
        .catch((error: unknown) => patch({ planning: failed(error) }));
      getState().planned?.rows.invalidate();
    },
    stopPlanning: async () => {
      const name = handle();
      if (name === undefined) return;
      await client.rebuild
        .stopPlanning({ handle: name })
        .catch((error: unknown) => patch({ planning: failed(error) }));
    },
    selectPlanned: async (selected) => {
      const { planned, rebuild } = getState();
      const task = planned?.rows.at(selected)?.task;
      if (rebuild === undefined) return;
      patch({ selected, shown: task === undefined ? IDLE : RUNNING });
      if (task === undefined) return;
      const shown = await client.rebuild.plan({ ...tableOf(rebuild), task }).then(done, failed);
      const now = getState().planned;
      if (now?.rows === planned?.rows && now?.selected === selected) patch({ shown });
    },
  };
}
