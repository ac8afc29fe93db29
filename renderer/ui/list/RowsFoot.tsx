import type { ReactElement } from 'react';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import type { AsyncState } from '../asyncState.ts';
import { readUnits } from '../numbers.ts';
import { ListFoot } from './ListFoot.tsx';
import { shownOf } from './shownOf.ts';

/** At the foot of a list of rows: how far reading has come, then how many of how many are shown and what it cost. */
export function RowsFoot({
  reading,
  settled,
  shown,
  noun,
}: {
  readonly reading: AsyncState<never, RowListProgress | undefined>;
  /** Whether the rows are of everything that has been read. */
  readonly settled: boolean;
  /** How many rows the filter lets through; undefined before the first are here. */
  readonly shown: number | undefined;
  readonly noun: string;
}): ReactElement {
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const words = shownOf(shown, progress?.rows ?? 0, noun);
  return (
    <ListFoot
      words={progress === undefined ? '' : progress.complete && settled ? words : `Reading, so far: ${words}`}
      cost={progress?.units === undefined ? undefined : readUnits(progress.units)}
    />
  );
}
