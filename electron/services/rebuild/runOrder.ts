import type { RebuildRow } from '#shared/model/rebuildStory.ts';

/** What needs the reader first, then what was not tried, then what was done, then what needed nothing. */
function rankOf({ result, undone }: RebuildRow): number {
  if (undone !== null && undone.outcome !== 'written' && undone.outcome !== 'agrees') return 0;
  switch (result?.outcome) {
    case undefined:
      return 1;
    case 'written':
      return 2;
    case 'agrees':
      return 3;
    case 'impossible':
    case 'damaged':
    case 'projectionChanged':
    case 'eventsCame':
    case 'planChanged':
    case 'unknown':
    case 'failed':
      return 0;
  }
}

const RANKS = [0, 1, 2, 3] as const;

/** Tasks with what went wrong first, else in the order in which they were gone through. */
export function inOrder(tasks: readonly string[], rowOf: (task: string) => RebuildRow): readonly string[] {
  const ranked = tasks.map((task) => ({ task, rank: rankOf(rowOf(task)) }));
  return RANKS.flatMap((rank) => ranked.filter((each) => each.rank === rank).map(({ task }) => task));
}
