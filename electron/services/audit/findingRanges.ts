import type { AuditFilter, AuditRow } from '#shared/model/audit.ts';
import type { AuditFiles } from '../../settings/auditFolder.ts';
import type { RunDifference } from './compareRuns.ts';
import type { FindingIndex } from './findingIndex.ts';
import { createListing, type Listing } from './listing.ts';

/** The findings of a run, on disk and as an index. */
export interface RunFindings {
  readonly files: AuditFiles;
  readonly index: FindingIndex;
}

/** Another run, and how the findings of both stand to each other. */
export interface RangeAgainst {
  readonly run: RunFindings;
  readonly difference: RunDifference;
}

/** A part of the filtered findings. */
export interface FindingRange {
  readonly version: number;
  readonly total: number;
  readonly rows: AuditRow[];
}

/** Answers ranges of filtered findings. The last filter's listing is kept, since scrolling asks for it again. */
export function createFindingRanges() {
  let kept: { readonly key: string; readonly index: FindingIndex; readonly listing: Listing } | undefined;

  const listingOf = (shown: RunFindings, filter: AuditFilter): Listing => {
    const { against: _, ...own } = filter;
    const key = JSON.stringify(own);
    // An index that was read anew may hold other findings.
    if (kept?.key !== key || kept.index !== shown.index)
      kept = { key, index: shown.index, listing: createListing(shown, own) };
    return kept.listing;
  };

  return {
    /**
     * `against`: the run that the filter compares with. Of what only that one has, the rows are its own.
     * @throws `Cancelled` once `signal` has been aborted
     */
    range: async (
      own: RunFindings,
      against: RangeAgainst | undefined,
      filter: AuditFilter,
      { from, to }: { readonly from: number; readonly to: number },
      signal?: AbortSignal,
    ): Promise<FindingRange> => {
      const change = filter.against?.change;
      const side = change === 'gone' || change === 'only-there' ? 'there' : 'here';
      const shown = side === 'there' && against !== undefined ? against.run : own;
      const [version, length] = [own.index.length, shown.index.length];
      const other = side === 'there' ? own.index : (against?.run.index ?? own.index);
      const listing = listingOf(shown, filter);
      const { total, positions } = await listing.part(
        { from, to, length },
        against && change && { difference: against.difference, side, other, change },
        signal,
      );
      const places = positions.flatMap((position) => shown.index.place(position) ?? []);
      return { version, total, rows: await shown.files.rowsAt(places) };
    },
  };
}
