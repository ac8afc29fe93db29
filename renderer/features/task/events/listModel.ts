import type { TaskSummary } from '#shared/contract/replay.ts';
import type { UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { Hole } from '../sequences.ts';

/** Something between the rows of events that is no event. `row`: it stands before this row. */
export type Insert =
  | { readonly kind: 'gap'; readonly row: number; readonly from: number; readonly to: number }
  | { readonly kind: 'unreadable'; readonly row: number; readonly entry: UndecodableEvent };

/** What stands at a place of the shown list. */
export type ListEntry = { readonly kind: 'event'; readonly row: number } | Insert;

/** The shown list: rows of events with inserts between them. */
export interface ListModel {
  readonly rows: number;
  /** In the order of their rows. */
  readonly inserts: readonly Insert[];
}

/** How many events have a sequence below `seq`, from what is known of holes and doubles. */
export function rowsBefore(
  seq: number,
  first: number,
  holes: readonly Hole[],
  doubles: ReadonlyMap<number, number>,
): number {
  let rows = Math.max(0, seq - first);
  for (const hole of holes) {
    const to = Math.min(hole.to, seq - 1);
    if (to >= hole.from) rows -= to - hole.from + 1;
  }
  for (const [double, more] of doubles) if (double < seq) rows += more;
  return Math.max(0, rows);
}

/** How many rows more than one each doubled sequence has. */
export function doublesOf(summary: TaskSummary): ReadonlyMap<number, number> {
  return new Map(
    summary.findings.flatMap((finding) =>
      finding.kind === 'duplicate-sequence' ? [[finding.seq, finding.keys.length - 1] as const] : [],
    ),
  );
}

/** The unfiltered list of `rows` events: gaps and unreadable entries stand where their sequences would be. */
export function fullModel(
  rows: number,
  summary: TaskSummary,
  gaps: readonly Hole[],
  holes: readonly Hole[],
): ListModel {
  const doubles = doublesOf(summary);
  const before = (seq: number): number => Math.min(rows, rowsBefore(seq, summary.firstSeq, holes, doubles));
  const inserts: (Insert & { readonly seq: number })[] = [
    ...gaps.map(({ from, to }) => ({ kind: 'gap' as const, row: before(from), from, to, seq: from })),
    ...summary.undecodable.map((entry) => ({
      kind: 'unreadable' as const,
      // Without a sequence it belongs nowhere in particular: at the end.
      row: entry.seq === undefined ? rows : before(entry.seq),
      entry,
      seq: entry.seq ?? Number.MAX_SAFE_INTEGER,
    })),
  ];
  return { rows, inserts: inserts.sort((a, b) => a.seq - b.seq) };
}

/** How many entries the list shows. */
export function entryCount(model: ListModel): number {
  return model.rows + model.inserts.length;
}

/** What stands at `index` of the shown list. */
export function entryAt(model: ListModel, index: number): ListEntry {
  let inserts = 0;
  for (const insert of model.inserts) {
    const at = insert.row + inserts;
    if (at === index) return insert;
    if (at > index) break;
    inserts += 1;
  }
  return { kind: 'event', row: index - inserts };
}

/** Where the event of row `row` stands in the shown list. */
export function indexOfRow(model: ListModel, row: number): number {
  return row + model.inserts.filter((insert) => insert.row <= row).length;
}
