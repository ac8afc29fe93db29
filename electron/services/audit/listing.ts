import type { AuditFilter } from '#shared/model/audit.ts';
import type { AuditChange } from '#shared/model/auditChange.ts';
import type { AuditFiles } from '../../settings/auditFolder.ts';
import { createTurns } from '../inTurn.ts';
import { eachInSlices } from '../slices.ts';
import { createBlockColumn, type BlockColumn } from './blockColumn.ts';
import type { Side } from './changeCounts.ts';
import type { RunDifference } from './compareRuns.ts';
import { rowMatches, type FindingIndex } from './findingIndex.ts';
import { readFindings } from './readFindings.ts';

/** Which findings of a listing are wanted, by how they stand to another run. */
export interface Standing {
  readonly difference: RunDifference;
  /** The side that is listed, and the findings of the other one. */
  readonly side: Side;
  readonly other: FindingIndex;
  readonly change: AuditChange;
}

/** Findings that a filter keeps, in its order. */
export interface Listing {
  /**
   * How many there are among the first `length` findings of the run, and the positions of a part of them.
   * @throws `Cancelled` once `signal` has been aborted; what was looked at until then is kept
   */
  part(
    range: { readonly from: number; readonly to: number; readonly length: number },
    standing: Standing | undefined,
    signal?: AbortSignal,
  ): Promise<{ readonly total: number; readonly positions: readonly number[] }>;
}

/** Positions in ascending order, one list for each rank. */
type Ranked = readonly BlockColumn[];

const RANKS = [0, 1, 2] as const;

const noneRanked = (): Ranked => RANKS.map(() => createBlockColumn(Uint32Array));

/** How many of ascending positions lie below another one. */
function countBelow(positions: BlockColumn, end: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions.at(middle) ?? end) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lists nothing as yet. Findings are looked at in slices, each once, however the run grows. */
export function createListing(
  { files, index }: { readonly files: Pick<AuditFiles, 'findings'>; readonly index: FindingIndex },
  filter: AuditFilter,
): Listing {
  const text = filter.text.trim().toLowerCase();
  const inTurn = createTurns();
  const kept = noneRanked();
  let looked = 0;
  /** What was narrowed last by how findings stand; `looked`: how many of each rank were looked at. */
  let stood:
    | {
        readonly key: string;
        readonly other: FindingIndex;
        readonly standing: Ranked;
        readonly looked: number[];
      }
    | undefined;

  const rankOf = (position: number): number => (filter.order === 'found' ? 0 : index.rankAt(position));

  const lookOn = async (length: number, signal: AbortSignal | undefined): Promise<void> => {
    const matches = index.matcher(filter);
    const take = (position: number, says: boolean): void => {
      if (says && matches(position)) kept[rankOf(position)]?.push(position);
      looked = position + 1;
    };
    if (text === '') {
      await eachInSlices({ from: looked, to: length }, (position) => take(position, true), signal);
      return;
    }
    if (looked >= length) return;
    // Words lie on disk only; a position is the number of a line there.
    const last = index.place(looked - 1);
    const found = files.findings(last === undefined ? 0 : last.offset + last.length + 1);
    const takeRow = ({ row }: { readonly row: Parameters<typeof rowMatches>[0] }): boolean => {
      take(looked, rowMatches(row, text));
      return looked < length;
    };
    await readFindings(found, takeRow, signal);
    looked = Math.max(looked, length);
  };

  const standingOf = async (
    { difference, side, other, change }: Standing,
    signal: AbortSignal | undefined,
  ): Promise<Ranked> => {
    const key = JSON.stringify([difference.keyOf(side), change]);
    if (stood?.key !== key || stood.other !== other)
      stood = { key, other, standing: noneRanked(), looked: RANKS.map(() => 0) };
    const { standing, looked: lookedAt } = stood;
    const changeOf = await difference.changes(side, signal);
    for (const [rank, all] of kept.entries()) {
      const look = (at: number): void => {
        const position = all.at(at);
        if (position !== undefined && changeOf(position) === change) standing[rank]?.push(position);
        lookedAt[rank] = at + 1;
      };
      const to = countBelow(all, difference.lengths[side]);
      await eachInSlices({ from: lookedAt[rank] ?? 0, to }, look, signal);
    }
    return standing;
  };

  return {
    part: ({ from, to, length }, standing, signal) =>
      inTurn(async () => {
        await lookOn(length, signal);
        const ranked = standing === undefined ? kept : await standingOf(standing, signal);
        const positions: number[] = [];
        let total = 0;
        for (const each of ranked) {
          const count = countBelow(each, length);
          for (let at = Math.max(0, from - total); at < Math.min(count, to - total); at += 1)
            positions.push(each.at(at) ?? 0);
          total += count;
        }
        return { total, positions };
      }),
  };
}
