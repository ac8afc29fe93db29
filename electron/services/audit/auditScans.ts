import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { tablesOf } from '../../layouts/streams/layoutTables.ts';
import { describeOthers } from './auditTables.ts';
import type { AuditPieces } from './sources/auditPiece.ts';
import { tablePieces } from './sources/tablePieces.ts';
import { planOf, type PlanWishes, type TablePlan } from './sources/tablePlan.ts';

/** How one table is read, and how far that has come. */
export interface ScanState {
  readonly table: string;
  /** What a pass is told of its items. */
  readonly as?: string | undefined;
  readonly plan: TablePlan;
  /** Where each segment goes on; null: it has ended. */
  readonly position: Readonly<Record<string, AttributeMap | null>>;
}

/** The scans of one audit, a table after another; their segments are numbered through. */
export interface AuditScans {
  pieces(dynamo: Pick<Dynamo, 'rawScanTable'>, signal: AbortSignal): AuditPieces;
  /** A page of a segment has been taken, and the segment goes on at `lastKey`; undefined: nowhere. */
  passed(segment: number, lastKey: AttributeMap | undefined): void;
  state(): readonly ScanState[];
}

/**
 * Plans the scans of all tables that a layout's streams and their projections lie in.
 * @throws `TableNotFound`, `SchemaMismatch` for another table than `table`, of which the caller knows both; where a plan
 * depends on it, `TableNotFound` for `table` too
 */
export async function planScans(
  dynamo: Pick<Dynamo, 'describeTable' | 'rawScanPage' | 'serverKind'>,
  layout: LayoutFile,
  table: string,
  wishes: PlanWishes,
  signal: AbortSignal,
): Promise<readonly ScanState[]> {
  const as = tablesOf(layout, table).find((each) => each.table === table)?.as;
  const scans: ScanState[] = [];
  for (const other of await describeOthers(dynamo, layout, table, signal)) {
    const described = { table: other.table, describe: () => Promise.resolve(other) };
    const plan = await planOf(dynamo, described, wishes, signal);
    scans.push({ table: other.table, as: other.as, plan, position: {} });
  }
  const described = { table, describe: () => dynamo.describeTable(table, { signal }) };
  const plan = await planOf(dynamo, described, wishes, signal);
  return [...scans, { table, as, plan, position: {} }];
}

/** Scans that begin, or go on, where `states` say. */
export function createAuditScans(states: readonly ScanState[]): AuditScans {
  let segments = 0;
  const scans = states.map((state) => {
    const first = segments;
    segments += state.plan.segments;
    const position: Record<string, AttributeMap | null> = { ...state.position };
    return { ...state, first, position };
  });
  return {
    async *pieces(dynamo, signal) {
      for (const { position, ...scan } of scans)
        yield* tablePieces(dynamo, { ...scan, from: position }, signal);
    },
    passed(segment, lastKey) {
      const scan = scans.find(({ first, plan }) => segment >= first && segment < first + plan.segments);
      if (scan !== undefined) scan.position[String(segment - scan.first)] = lastKey ?? null;
    },
    state: () => scans.map(({ table, as, plan, position }) => ({ table, as, plan, position })),
  };
}
