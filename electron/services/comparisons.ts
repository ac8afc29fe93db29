import type { ComparedPoint, ComparisonSummary, Side, SidePair, compare } from '#shared/contract/compare.ts';
import type { z } from 'zod';
import type { SidePoint } from '../replay/compare/sidePoint.ts';
import type { ReplayHost } from '../replay/replayHost.ts';
import type { OpenTasks } from './openTasks.ts';
import { untilComplete, type News } from './untilComplete.ts';

/** What comparisons stand on. */
export interface ComparisonsDeps {
  readonly replayHost: Pick<ReplayHost, 'comparisons'>;
  readonly openTasks: Pick<OpenTasks, 'session'>;
}

/** Opened tasks side by side. All throw `NotFound` when one has been closed. */
export interface Comparing {
  align(pair: SidePair, news: News<ComparisonSummary>): Promise<Record<string, never>>;
  rows(
    pair: SidePair,
    range: { readonly from: number; readonly to: number },
    signal: AbortSignal,
  ): Promise<z.input<typeof compare.rows.output>>;
  at(pair: SidePair, row: number, signal: AbortSignal): Promise<ComparedPoint>;
  next(
    pair: SidePair,
    row: number,
    towards: 'forward' | 'back',
    signal: AbortSignal,
  ): Promise<{ readonly row: number | null }>;
}

/** Makes the service that compares opened tasks. */
export function createComparing({ replayHost: { comparisons }, openTasks }: ComparisonsDeps): Comparing {
  const pointOf = (side: Side): SidePoint => {
    const task = openTasks.session(side.handle).number;
    return side.kind === 'stored'
      ? { task, at: { kind: 'stored' } }
      : { task, at: { kind: 'events', seq: side.seq } };
  };
  const pointsOf = ({ left, right }: SidePair): readonly [SidePoint, SidePoint] => [
    pointOf(left),
    pointOf(right),
  ];
  return {
    align: (pair, news) => untilComplete((signal) => comparisons.align(...pointsOf(pair), { signal }), news),
    rows: async (pair, range, signal) => {
      const page = await comparisons.compared(...pointsOf(pair), range, { signal });
      return { ...page, rows: [...page.rows] };
    },
    at: (pair, row, signal) => comparisons.comparedAt(...pointsOf(pair), row, { signal }),
    next: (pair, row, towards, signal) =>
      comparisons.nextDifference(...pointsOf(pair), row, towards, { signal }),
  };
}
