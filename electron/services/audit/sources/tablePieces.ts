import type { Dynamo, ScanPosition } from '../../../dynamo/dynamo.ts';
import type { AuditPieces } from './auditPiece.ts';
import type { TablePlan } from './tablePlan.ts';
import { createUnitSamples } from './unitSamples.ts';

/** How a table is read for an audit. */
export interface TableScan {
  readonly table: string;
  /** What a pass is told of its items; undefined: they may be of any table of the layout. */
  readonly as?: string | undefined;
  readonly plan: TablePlan;
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
  const { tellsUnits, take } = createUnitSamples();
  const options = { plan, from, signal, ...(plan.samplesUnits === true ? { tellsUnits } : {}) };
  for await (const page of dynamo.rawScanTable({ table }, options)) {
    const { segment, body, lastKey } = page;
    yield { kind: 'page', segment: first + segment, bytes: body, ...take(page), lastKey, table: as };
  }
}
