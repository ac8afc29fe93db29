import type { Caller } from './call.ts';
import type { WireObject } from './codec.ts';
import type { CallOptions, QueryRequest, RawRangePage } from './dynamo.ts';
import { mergeInOrder } from './merge.ts';
import { allPages, allRawPages, onePage, oneRawPage } from './pages.ts';
import { partsOf } from './writes.ts';

const queryInput = (request: QueryRequest): WireObject => ({
  TableName: request.table,
  KeyConditionExpression: request.keyCondition,
  ReturnConsumedCapacity: 'TOTAL',
  ...(request.index === undefined ? {} : { IndexName: request.index }),
  ...(request.filter === undefined ? {} : { FilterExpression: request.filter }),
  ...(request.projection === undefined ? {} : { ProjectionExpression: request.projection }),
  ...(request.descending === true ? { ScanIndexForward: false } : {}),
  ...(request.consistent === true ? { ConsistentRead: true } : {}),
  ...(request.limit === undefined ? {} : { Limit: request.limit }),
  ...(request.startKey === undefined ? {} : { ExclusiveStartKey: request.startKey }),
  ...partsOf(request),
});

/** Queries, page by page. */
export const queryCalls = (caller: Caller) => {
  const rawQueryPages = (request: QueryRequest, options?: CallOptions) =>
    allRawPages(caller, 'Query', queryInput(request), options);

  async function* rangePages(
    request: QueryRequest,
    range: number,
    signal: AbortSignal,
  ): AsyncGenerator<RawRangePage, void, undefined> {
    for await (const page of rawQueryPages(request, { signal })) yield { ...page, range };
  }

  return {
    queryPage: (request: QueryRequest, options?: CallOptions) =>
      onePage(caller, 'Query', queryInput(request), options),
    queryPages: (request: QueryRequest, options?: CallOptions) =>
      allPages(caller, 'Query', queryInput(request), options),
    rawQueryPage: (request: QueryRequest, options?: CallOptions) =>
      oneRawPage(caller, 'Query', queryInput(request), options),
    rawQueryPages,
    rawQueryRanges: (
      requests: readonly QueryRequest[],
      options?: CallOptions & { readonly inFlight?: number | undefined },
    ) =>
      mergeInOrder(
        requests.map((request, range) => (signal: AbortSignal) => rangePages(request, range, signal)),
        options?.inFlight ?? 4,
        options?.signal,
      ),
  };
};
