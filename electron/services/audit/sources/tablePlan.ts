import type { KeySchema } from '#shared/model/layout.ts';
import type { Dynamo, RawScanPlan, ScanPlan } from '../../../dynamo/dynamo.ts';
import { rangesOf } from '../../../dynamo/keyRanges.ts';
import { scanPlanFor } from '../../../dynamo/scan.ts';

/** What is known of a table. */
export interface PlannedTable {
  readonly table: string;
  readonly key: KeySchema;
  readonly items: number;
  readonly bytes: number;
}

/** How a table is read for an audit. */
export interface TablePlan extends RawScanPlan {
  /** Only some pages tell what they consume, and the others' units are estimated by them; all do unless told. */
  readonly samplesUnits?: boolean | undefined;
}

/** A table to be read, of which more is asked only where the plan depends on it. */
export interface TableToPlan {
  readonly table: string;
  readonly describe: () => Promise<PlannedTable>;
}

/** What the reader asks for. */
export interface PlanWishes {
  readonly segments?: number | undefined;
  readonly unitsPerSecond?: number | undefined;
  /** Read units that may be consumed in all. */
  readonly maxUnits?: number | undefined;
}

/** Bytes of a table that one unit reads, eventually consistent: half a unit for 4 KB (DynamoDB's documentation, read units). */
export const BYTES_PER_UNIT = 8192;

/** A page ends at 1 MB by itself. */
const PAGE_UNITS = (1024 * 1024) / BYTES_PER_UNIT;

/** What is asked for ahead costs at most this share of all that may be consumed, or as many units. */
const AHEAD = { share: 0.1, units: 2 };

/**
 * dynoxide works for two readers of different keys at a time, if not twice as fast; its own segments each read the
 * whole table. More parts than readers, so that both have work to the end; each costs half a page read twice.
 */
const PARTED = { itemsEach: 12_500, least: 4, most: 8, inFlight: 2 };

/**
 * DynamoDB Local takes a tenth of a scan's time to add up what it consumes, which costs nobody anything there. A ceiling
 * on units is counted exactly all the same.
 */
const SAMPLED = { samplesUnits: true } as const;

/**
 * DynamoDB Local makes objects of each page before it writes it, some ten times its bytes: pages of a few hundred KB stay
 * in the processor's cache, and take a sixth less of its time than pages of 1 MB. Smaller ones cost more in calls.
 */
const CACHED = { pageBytes: 288 * 1024, probes: [256, 4096], most: 4096 };

/** The plan for a table in DynamoDB Local: as many segments as its size, estimated by one of them, makes small pages. */
async function segmentedPlan(
  dynamo: Pick<Dynamo, 'rawScanPage'>,
  table: string,
  plan: ScanPlan,
  signal: AbortSignal,
): Promise<ScanPlan> {
  let wanted = plan.segments;
  for (const of of CACHED.probes) {
    const segment = { index: 0, of };
    const { body, lastKey } = await dynamo.rawScanPage({ table, segment, tellsUnits: false }, { signal });
    wanted = Math.max(wanted, Math.ceil((body.byteLength * of) / CACHED.pageBytes));
    // A page that was cut off tells how much there is at least: a smaller part is asked for.
    if (lastKey === undefined) break;
  }
  return { ...plan, segments: Math.min(CACHED.most, wanted) };
}

/** The plan for a table in dynoxide: in parts, where it is large enough. */
async function partedPlan(
  dynamo: Pick<Dynamo, 'rawScanPage'>,
  { table, key, items }: PlannedTable,
  plan: ScanPlan,
  signal: AbortSignal,
): Promise<RawScanPlan> {
  const parts = Math.min(PARTED.most, Math.floor(items / PARTED.itemsEach));
  if (parts < PARTED.least) return plan;
  const ranges = await rangesOf(dynamo, { table, key }, parts, { signal });
  return ranges === undefined
    ? plan
    : { ...plan, segments: ranges.bounds.length + 1, inFlight: PARTED.inFlight, ranges };
}

/**
 * The plan that is fastest for the server, or as many segments as the reader wants. A request under way cannot be taken
 * back, so under a ceiling no more is asked for at a time than about a second may bring, or a tenth of the whole.
 * DynamoDB Local would go through the whole table to describe it, so that is asked only where the plan depends on it.
 */
export async function planOf(
  dynamo: Pick<Dynamo, 'rawScanPage' | 'serverKind'>,
  { table, describe }: TableToPlan,
  { segments, unitsPerSecond = Infinity, maxUnits = Infinity }: PlanWishes,
  signal: AbortSignal,
): Promise<TablePlan> {
  const kind = await dynamo.serverKind({ signal });
  const fastest = scanPlanFor(kind);
  const wanted: ScanPlan =
    segments === undefined ? fastest : { ...fastest, segments, inFlight: Math.min(segments, 16) };
  const atATime = Math.min(unitsPerSecond, Math.max(maxUnits * AHEAD.share, AHEAD.units));
  if (atATime === Infinity) {
    const isFree = segments === undefined;
    if (kind === 'dynoxide' && isFree) return partedPlan(dynamo, await describe(), wanted, signal);
    if (kind !== 'dynamodb-local') return wanted;
    const plan = isFree ? await segmentedPlan(dynamo, table, wanted, signal) : wanted;
    return { ...plan, ...SAMPLED };
  }
  const { items, bytes } = await describe();
  // One page read and one asked for ahead, of each segment under way.
  const inFlight = Math.max(1, Math.min(wanted.inFlight, Math.floor(atATime / (2 * PAGE_UNITS))));
  const itemBytes = items > 0 && bytes > 0 ? bytes / items : 400;
  const perPage = Math.floor((atATime * BYTES_PER_UNIT) / (2 * inFlight) / itemBytes);
  const limit = Math.max(1, Math.min(perPage, wanted.limit ?? Number.MAX_SAFE_INTEGER));
  return { ...wanted, inFlight, ...(atATime < 2 * PAGE_UNITS ? { limit } : {}) };
}
