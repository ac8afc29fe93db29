import type { AuditFilter, AuditRow } from '#shared/model/audit.ts';
import type { AuditFiles } from '../../settings/auditFolder.ts';
import { identitiesOf, rowMatches, type FindingIndex } from './findingIndex.ts';

/** The findings of a run, on disk and as an index. */
export interface RunFindings {
  readonly files: AuditFiles;
  readonly index: FindingIndex;
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
    other: FindingIndex | undefined,
    filter: AuditFilter,
  ): Promise<readonly number[]> => {
    const text = filter.text.trim().toLowerCase();
    const matching = text === '' ? undefined : await withText(shown, text);
    const known = other === undefined ? undefined : identitiesOf(other);
    const change = filter.against?.change;
    return shown.index.select(filter, (position) => {
      if (matching !== undefined && !matching.has(position)) return false;
      if (known === undefined) return true;
      const inBoth = known.has(shown.index.identityAt(position) ?? Number.NaN);
      return change === 'unchanged' ? inBoth : !inBoth;
    });
  };

  return {
    /** `against`: the run that the filter compares with. Of what is gone, the rows are those of that run. */
    range: async (
      run: string,
      own: RunFindings,
      against: RunFindings | undefined,
      filter: AuditFilter,
      { from, to }: { readonly from: number; readonly to: number },
    ): Promise<FindingRange> => {
      const gone = filter.against?.change === 'gone' && against !== undefined;
      const shown = gone ? against : own;
      const other = gone ? own.index : against?.index;
      const version = own.index.length;
      const key = JSON.stringify([run, version, against?.index.length, filter]);
      const positions = kept?.key === key ? kept.positions : await positionsOf(shown, other, filter);
      kept = { key, positions };
      const places = positions.slice(from, to).flatMap((position) => shown.index.place(position) ?? []);
      return { version, total: positions.length, rows: await shown.files.rowsAt(places) };
    },
  };
}
