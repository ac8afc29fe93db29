import type { AuditFilter, AuditRow } from '#shared/model/audit.ts';
import type { AuditFiles } from '../../settings/auditFolder.ts';
import type { RunDifference } from './compareRuns.ts';
import { rowMatches, type FindingIndex } from './findingIndex.ts';

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

/** Answers ranges of filtered findings. The last filter's positions are kept, since scrolling asks for it again. */
export function createFindingRanges() {
  let kept: { readonly key: string; readonly positions: readonly number[] } | undefined;

  /** Positions of findings whose words hold a text; they are read from disk, one after another. */
  const withText = async ({ files }: RunFindings, text: string): Promise<ReadonlySet<number>> => {
    const found = new Set<number>();
    let position = 0;
    for await (const { row } of files.findings()) {
      if (rowMatches(row, text)) found.add(position);
      position += 1;
    }
    return found;
  };

  const positionsOf = async (
    shown: RunFindings,
    filter: AuditFilter,
    stands: (position: number) => boolean,
  ): Promise<readonly number[]> => {
    const text = filter.text.trim().toLowerCase();
    const matching = text === '' ? undefined : await withText(shown, text);
    return shown.index.select(filter, (position) => matching?.has(position) !== false && stands(position));
  };

  return {
    /** `against`: the run that the filter compares with. Of what only that one has, the rows are its own. */
    range: async (
      run: string,
      own: RunFindings,
      against: RangeAgainst | undefined,
      filter: AuditFilter,
      { from, to }: { readonly from: number; readonly to: number },
    ): Promise<FindingRange> => {
      const change = filter.against?.change;
      const isThere = change === 'gone' || change === 'only-there';
      const shown = isThere && against !== undefined ? against.run : own;
      const version = own.index.length;
      const key = JSON.stringify([run, version, against?.difference.key, filter]);
      const stands = (position: number): boolean =>
        against === undefined || against.difference.changeOf(isThere ? 'there' : 'here', position) === change;
      const positions = kept?.key === key ? kept.positions : await positionsOf(shown, filter, stands);
      kept = { key, positions };
      const places = positions.slice(from, to).flatMap((position) => shown.index.place(position) ?? []);
      return { version, total: positions.length, rows: await shown.files.rowsAt(places) };
    },
  };
}
