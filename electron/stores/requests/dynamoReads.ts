import type { AccessRequest } from '#shared/model/accessRequest.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { checkKey, pageSize } from './checks.ts';
import { requestNotFound } from './errors.ts';
import { PROFILE_INDEX, REQUESTER_INDEX, STATUS_INDEX, type RequestIndex } from './requestIndexes.ts';
import { decodeRequest, newestFirst, requestKey } from './requestItems.ts';
import type { ListOptions, RequestPage, RequestStore } from './requestStore.ts';

const decoded = (items: readonly AttributeMap[]): readonly AccessRequest[] =>
  items.flatMap((item) => decodeRequest(item) ?? []);

/** The reads of a request store over DynamoDB. */
export function dynamoReads(
  dynamo: Dynamo,
  table: string,
): Omit<RequestStore, 'create' | 'update' | 'decide' | 'delete'> {
  const list = async (index: RequestIndex, value: string, options?: ListOptions): Promise<RequestPage> => {
    checkKey(index.hash, value);
    const page = await dynamo.queryPage(
      {
        table,
        index: index.name,
        keyCondition: '#hash = :value',
        names: { '#hash': index.hash },
        values: { ':value': { S: value } },
        descending: true,
        limit: pageSize(options?.limit),
        startKey: options?.after,
      },
      { signal: options?.signal },
    );
    return { requests: [...decoded(page.items)].sort(newestFirst), next: page.lastKey };
  };

  return {
    async get(id, options) {
      checkKey('id', id);
      const { item } = await dynamo.getItem({ table, key: requestKey(id), consistent: true }, options);
      const request = item === undefined ? undefined : decodeRequest(item);
      if (request === undefined) throw requestNotFound(id);
      return request;
    },

    listByRequester: (requester, options) => list(REQUESTER_INDEX, requester, options),
    listByProfile: (profile, options) => list(PROFILE_INDEX, profile, options),
    listPending: (options) => list(STATUS_INDEX, 'pending', options),

    async readAll({ onRequests, signal }) {
      let items = 0;
      let units = 0;
      for await (const page of dynamo.scanTable({ table }, { signal })) {
        items += page.items.length;
        units += page.units;
        await onRequests(decoded(page.items), { items, units });
      }
    },
  };
}
