import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo, ScanPlan } from '../../dynamo/dynamo.ts';
import { tablesOf } from '../../layouts/streams/layoutTables.ts';
import { describeOthers } from './auditTables.ts';
import type { AuditPieces } from './sources/auditPiece.ts';
import { planOf, tablePieces, type PlanWishes } from './sources/tablePieces.ts';

/** How one table is read, and how far that has come. */
export interface ScanState {
  readonly table: string;
  /** What a pass is told of its items. */
  readonly as?: string | undefined;
  readonly plan: ScanPlan;
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

/** Plans the scans of all tables that a layout's streams and their projections lie in. @throws `TableNotFound` */
export async function planScans(
  dynamo: Pick<Dynamo, 'describeTable' | 'serverKind'>,
  layout: LayoutFile,
  table: string,
  wishes: Omit<PlanWishes, 'items' | 'bytes'>,
  signal: AbortSignal,
): Promise<readonly ScanState[]> {
  const described = [
    ...(await describeOthers(dynamo, layout, table, signal)),
    await dynamo.describeTable(table, { signal }),
  ];
  const scans: ScanState[] = [];
  for (const { table: name, as } of tablesOf(layout, table)) {
    const { items = 0, bytes = 0 } = described.find((each) => each.table === name) ?? {};
    scans.push({ table: name, as, plan: await planOf(dynamo, { items, bytes, ...wishes }), position: {} });
  }
  return scans;
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
