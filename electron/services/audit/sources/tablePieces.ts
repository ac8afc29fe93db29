import type { Dynamo, RawScanPlan, ScanPosition } from '../../../dynamo/dynamo.ts';
import type { AuditPieces } from './auditPiece.ts';

/** How a table is read for an audit. */
export interface TableScan {
  readonly table: string;
  /** What a pass is told of its items; undefined: they may be of any table of the layout. */
  readonly as?: string | undefined;
  readonly plan: RawScanPlan;
  /** The number of its first segment; 0 unless told. */
  readonly first?: number | undefined;
  /** Where another scan of the same plan had come to. */
  readonly from?: ScanPosition | undefined;
}

/** A table's items as the server sends them, over parallel segments. */
export async function* tablePieces(
  dynamo: Pick<Dynamo, 'rawScanTable'>,
  { table, as, plan, first = 0, from }: TableScan,
  signal: AbortSignal,
): AuditPieces {
  for await (const page of dynamo.rawScanTable({ table }, { plan, from, signal })) {
    const { segment, body, units, lastKey } = page;
    yield { kind: 'page', segment: first + segment, bytes: body, units, lastKey, table: as };
  }
}
