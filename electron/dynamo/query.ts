import type { Caller } from './call.ts';
import type { WireObject } from './codec.ts';
import type { CallOptions, QueryRequest } from './dynamo.ts';
import { allPages, onePage } from './pages.ts';
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
export const queryCalls = (caller: Caller) => ({
  queryPage: (request: QueryRequest, options?: CallOptions) =>
    onePage(caller, 'Query', queryInput(request), options),
  queryPages: (request: QueryRequest, options?: CallOptions) =>
    allPages(caller, 'Query', queryInput(request), options),
});
