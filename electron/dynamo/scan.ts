import type { Caller } from './call.ts';
import type { WireObject } from './codec.ts';
import type {
  CallOptions,
  KeyRanges,
  RawPage,
  RawScanOptions,
  RawScanPlan,
  RawSegmentPage,
  ScanPlan,
  ScanRequest,
  SegmentPage,
  ServerKind,
} from './dynamo.ts';
import { startOfRange, withinRange } from './keyRanges.ts';
import { mergeInOrder } from './merge.ts';
import { allPages, allRawPages, onePage, oneRawPage } from './pages.ts';
import { partsOf } from './writes.ts';

/**
 * How to read a whole table fastest, measured per server. The local engines read the rest of the table (or of the
 * segment) again for each page: dynoxide wants pages cut by `Limit` (pages of 1,000 to 6,000 take it the same time an
 * item; smaller ones hold the thread that decodes them for less), DynamoDB Local wants many small segments.
 * AWS cuts pages at 1 MB by itself and wants more segments than connections.
 */
export function scanPlanFor(kind: ServerKind): ScanPlan {
  switch (kind) {
    case 'dynoxide':
      return { segments: 1, inFlight: 1, limit: 1250 };
    case 'dynamodb-local':
      return { segments: 64, inFlight: 4, limit: undefined };
    case 'aws':
      return { segments: 32, inFlight: 16, limit: undefined };
    case 'dynalite':
    case 'other':
      return { segments: 1, inFlight: 1, limit: undefined };
  }
}

const scanInput = (request: ScanRequest): WireObject => ({
  TableName: request.table,
  ReturnConsumedCapacity: request.tellsUnits === false ? 'NONE' : 'TOTAL',
  ...(request.index === undefined ? {} : { IndexName: request.index }),
  ...(request.filter === undefined ? {} : { FilterExpression: request.filter }),
  ...(request.projection === undefined ? {} : { ProjectionExpression: request.projection }),
  ...(request.consistent === true ? { ConsistentRead: true } : {}),
  ...(request.limit === undefined ? {} : { Limit: request.limit }),
  ...(request.startKey === undefined ? {} : { ExclusiveStartKey: request.startKey }),
  ...(request.segment === undefined
    ? {}
    : { Segment: request.segment.index, TotalSegments: request.segment.of }),
  ...partsOf(request),
});

/** The part of a table's scan that segment `index` of `plan` reads. */
const segmentRequest = (request: ScanRequest, index: number, plan: ScanPlan): ScanRequest => ({
  ...request,
  limit: request.limit ?? plan.limit,
  ...(plan.segments > 1 ? { segment: { index, of: plan.segments } } : {}),
});

/** The part of a table's scan that part `index` of its keys is. */
const rangeRequest = (
  request: ScanRequest,
  index: number,
  plan: ScanPlan,
  ranges: KeyRanges,
): ScanRequest => ({
  ...segmentRequest(request, index, { ...plan, segments: 1 }),
  startKey: startOfRange(ranges, index),
});

/** Scans: a page, a segment, a whole table. */
export const scanCalls = (caller: Caller, serverKind: (options?: CallOptions) => Promise<ServerKind>) => {
  const scanPages = (request: ScanRequest, options?: CallOptions) =>
    allPages(caller, 'Scan', scanInput(request), options);

  async function* segmentPages(
    request: ScanRequest,
    index: number,
    plan: ScanPlan,
    signal: AbortSignal,
  ): AsyncGenerator<SegmentPage, void, undefined> {
    const part = segmentRequest(request, index, plan);
    for await (const page of scanPages(part, { signal })) yield { ...page, segment: index };
  }

  async function* rawSegmentPages(
    request: ScanRequest,
    index: number,
    ranges: KeyRanges | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<RawSegmentPage, void, undefined> {
    const within = ranges && ((page: RawPage) => withinRange(ranges, index, page));
    for await (const page of allRawPages(caller, 'Scan', scanInput(request), { signal }, within)) {
      yield { ...page, segment: index };
    }
  }

  async function* scanTable(
    request: ScanRequest,
    options?: CallOptions & { readonly plan?: ScanPlan | undefined },
  ): AsyncGenerator<SegmentPage, void, undefined> {
    const plan = options?.plan ?? scanPlanFor(await serverKind(options));
    const sources = Array.from(
      { length: plan.segments },
      (_, index) => (signal: AbortSignal) => segmentPages(request, index, plan, signal),
    );
    yield* mergeInOrder(sources, plan.inFlight, options?.signal);
  }

  async function* rawScanTable(
    request: ScanRequest,
    options?: RawScanOptions,
  ): AsyncGenerator<RawSegmentPage, void, undefined> {
    const plan: RawScanPlan = options?.plan ?? scanPlanFor(await serverKind(options));
    const sources = Array.from({ length: plan.segments }, (_, index) => {
      const startKey = options?.from?.[index];
      if (startKey === null) return [];
      const { ranges } = plan;
      const part = {
        ...(ranges === undefined
          ? segmentRequest(request, index, plan)
          : rangeRequest(request, index, plan, ranges)),
        ...(startKey === undefined ? {} : { startKey }),
      };
      const tellsUnits = () => options?.tellsUnits?.(index) ?? request.tellsUnits;
      return [
        (signal: AbortSignal) =>
          rawSegmentPages({ ...part, tellsUnits: tellsUnits() }, index, ranges, signal),
      ];
    });
    yield* mergeInOrder(sources.flat(), plan.inFlight, options?.signal);
  }

  return {
    rawScanPage: (request: ScanRequest, options?: CallOptions) =>
      oneRawPage(caller, 'Scan', scanInput(request), options),
    rawScanTable,
    scanPage: (request: ScanRequest, options?: CallOptions) =>
      onePage(caller, 'Scan', scanInput(request), options),
    scanPages,
    scanTable,
  };
};
