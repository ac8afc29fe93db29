import type { Dynamo, ScanPlan, ScanPosition } from '../../../dynamo/dynamo.ts';
import { scanPlanFor } from '../../../dynamo/scan.ts';
import type { AuditPieces } from './auditPiece.ts';

/** How a table is read for an audit. */
export interface TableScan {
  readonly table: string;
  /** What a pass is told of its items; undefined: they may be of any table of the layout. */
  readonly as?: string | undefined;
  readonly plan: ScanPlan;
  /** The number of its first segment; 0 unless told. */
  readonly first?: number | undefined;
  /** Where another scan of the same plan had come to. */
  readonly from?: ScanPosition | undefined;
}

/** What is known of a table, and what the reader asks for. */
export interface PlanWishes {
  readonly items: number;
  readonly bytes: number;
  readonly segments?: number | undefined;
  readonly unitsPerSecond?: number | undefined;
  /** Read units that may be consumed in all. */
  readonly maxUnits?: number | undefined;
}

/** Bytes that a unit reads of a table, eventually consistent: half a unit for 4 KB. */
const BYTES_PER_UNIT = 8192;

/** A page ends at 1 MB by itself. */
const PAGE_UNITS = (1024 * 1024) / BYTES_PER_UNIT;

/** What is asked for ahead costs at most this share of all that may be consumed, or as many units. */
const AHEAD = { share: 0.1, units: 2 };

/**
 * The plan that is fastest for the server, or as many segments as the reader wants. A request under way cannot be taken
 * back, so under a ceiling no more is asked for at a time than about a second may bring, or a tenth of the whole.
 */
export async function planOf(
  dynamo: Pick<Dynamo, 'serverKind'>,
  { items, bytes, segments, unitsPerSecond = Infinity, maxUnits = Infinity }: PlanWishes,
): Promise<ScanPlan> {
  const fastest = scanPlanFor(await dynamo.serverKind());
  const wanted: ScanPlan =
    segments === undefined ? fastest : { ...fastest, segments, inFlight: Math.min(segments, 16) };
  const atATime = Math.min(unitsPerSecond, Math.max(maxUnits * AHEAD.share, AHEAD.units));
  if (atATime === Infinity) return wanted;
  // One page read and one asked for ahead, of each segment under way.
  const inFlight = Math.max(1, Math.min(wanted.inFlight, Math.floor(atATime / (2 * PAGE_UNITS))));
  const itemBytes = items > 0 && bytes > 0 ? bytes / items : 400;
  const perPage = Math.floor((atATime * BYTES_PER_UNIT) / (2 * inFlight) / itemBytes);
  const limit = Math.max(1, Math.min(perPage, wanted.limit ?? Number.MAX_SAFE_INTEGER));
  return { ...wanted, inFlight, ...(atATime < 2 * PAGE_UNITS ? { limit } : {}) };
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
