import type { WorkspaceModel } from '#shared/model/workspaceModels.ts';
import type { Dynamo, QueryRequest } from '../../dynamo/dynamo.ts';
import { settleWrite } from '../settleWrite.ts';
import type { ItemQuery, ItemTables } from './itemTables.ts';
import { memberOf } from './requests.ts';
import { namedWrite, settleTransaction } from './settle.ts';
import { transactionToken } from '../transactionToken.ts';

/** Items per page where the engine would otherwise read the whole rest for each one (FACTS, reading fast). */
const LOCAL_PAGE = 2500;

const keySchemaOf = ({ hash, range }: WorkspaceModel) => ({
  hash: { name: hash, type: 'S' as const },
  ...(range === undefined ? {} : { range: { name: range, type: 'S' as const } }),
});

const projectionOf = ({ hash, range }: WorkspaceModel) => ({
  projection: range === undefined ? '#k' : '#k, #r',
  names: { '#k': hash, ...(range === undefined ? {} : { '#r': range }) },
});

/** The tables of a workspace in DynamoDB, each name with `prefix` before it. */
export function dynamoItemTables(dynamo: Dynamo, prefix: string): ItemTables {
  const nameOf = ({ table }: WorkspaceModel): string => `${prefix}${table}`;

  const requestFor = (query: ItemQuery): QueryRequest => {
    const { model, hash, by = 'key', descending } = query;
    const index = by === 'index' ? model.index : undefined;
    const keys = query.keysOnly === true && index === undefined ? projectionOf(model) : undefined;
    return {
      table: nameOf(model),
      index: index?.name,
      keyCondition: '#hash = :hash',
      names: {
        '#hash': index?.hash ?? model.hash,
        ...keys?.names,
      },
      values: { ':hash': { S: hash } },
      descending,
      projection: keys?.projection,
      // An index cannot be read consistently.
      consistent: index === undefined,
    };
  };

  return {
    get: async (model, key, options) =>
      (await dynamo.getItem({ table: nameOf(model), key, consistent: true }, options)).item,

    page: async (query, { limit, from, signal }) => {
      const page = await dynamo.queryPage({ ...requestFor(query), limit, startKey: from }, { signal });
      return { items: page.items, next: page.lastKey };
    },

    async *pages(query, options) {
      const limit = (await dynamo.serverKind(options)) === 'aws' ? undefined : LOCAL_PAGE;
      for await (const { items } of dynamo.queryPages({ ...requestFor(query), limit }, options)) yield items;
    },

    scanKeys: (model, options) => dynamo.scanTable({ table: nameOf(model), ...projectionOf(model) }, options),

    async write(write, options) {
      const table = nameOf(write.model);
      const member = memberOf(table, write);
      const outcome = await (() => {
        switch (member.kind) {
          case 'put':
            return dynamo.putItem(member, options);
          case 'update':
            return dynamo.updateItem(member, options);
          case 'delete':
            return dynamo.deleteItem(member, options);
        }
      })();
      const settled = await settleWrite(namedWrite(dynamo, table, write), outcome);
      return settled.applied ? { applied: true } : { applied: false, index: 0, met: settled.met };
    },

    async writeTogether(writes, { writeId, signal }) {
      const members = writes.map((write) => memberOf(nameOf(write.model), write));
      const outcome = await dynamo.transactWrite(members, {
        signal,
        token: transactionToken(writeId, members),
      });
      return settleTransaction(dynamo, ({ model }) => nameOf(model), writes, outcome);
    },

    async erase(model, keys, options) {
      const { leftovers, error } = await dynamo.batchWrite(
        nameOf(model),
        keys.map((key) => ({ key })),
        { ...options, key: keySchemaOf(model) },
      );
      return { leftovers: leftovers.flatMap(({ key }) => (key === undefined ? [] : [key])), error };
    },
  };
}
