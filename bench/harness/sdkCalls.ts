import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { versionUpdate } from '../../electron/stores/taskRecords/versionUpdate.ts';
import type { AttributeMap } from '../../shared/model/attributeValue.ts';

type Item = Record<string, AttributeValue>;

/** The same tagged values under the SDK's name. */
const sdkItem = (map: AttributeMap): Item => ({ ...map }) as Item; // eslint-disable-line @typescript-eslint/consistent-type-assertions -- both describe DynamoDB's wire form

/** What the stores ask of DynamoDB, asked of the SDK's client as it comes, without settling or decoding anything. */
export interface SdkCalls {
  append(table: string, item: AttributeMap): Promise<void>;
  /** The update of `putIfVersion`, to the letter. */
  putIfVersion(table: string, key: AttributeMap, data: string, expected: number): Promise<void>;
  get(table: string, key: AttributeMap): Promise<void>;
  /** Every page of a task's events. */
  query(table: string, task: string): Promise<number>;
  /** One BatchWriteItem of 25 after the other, until nothing is left over. */
  writeInBatches(table: string, items: readonly AttributeMap[]): Promise<void>;
  close(): void;
}

/** The calls on an endpoint. */
export function sdkCalls(endpoint: string): SdkCalls {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'local', credentials });
  const capacity = { ReturnConsumedCapacity: 'TOTAL' } as const;
  const onFailure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  return {
    append: async (table, item) => {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: sdkItem(item),
          ConditionExpression: 'attribute_not_exists(PK)',
          ...onFailure,
          ...capacity,
        }),
      );
    },
    putIfVersion: async (table, key, data, expected) => {
      const { update, condition, names, values } = versionUpdate({ data, expected, writeId: 'bench' });
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: sdkItem(key),
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: { ...names },
          ExpressionAttributeValues: sdkItem(values ?? {}),
          ...onFailure,
          ...capacity,
        }),
      );
    },
    get: async (table, key) => {
      await client.send(
        new GetItemCommand({ TableName: table, Key: sdkItem(key), ConsistentRead: true, ...capacity }),
      );
    },
    query: async (table, task) => {
      let found = 0;
      let startKey: Item | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
            ExpressionAttributeValues: { ':pk': { S: `TASK#${task}` }, ':prefix': { S: 'EVENT#' } },
            ConsistentRead: true,
            ExclusiveStartKey: startKey,
            ...capacity,
          }),
        );
        found += page.Items?.length ?? 0;
        startKey = page.LastEvaluatedKey;
      } while (startKey !== undefined);
      return found;
    },
    writeInBatches: async (table, items) => {
      for (let from = 0; from < items.length; from += 25) {
        let open = items.slice(from, from + 25).map((item) => ({ PutRequest: { Item: sdkItem(item) } }));
        while (open.length > 0) {
          const { UnprocessedItems } = await client.send(
            new BatchWriteItemCommand({ RequestItems: { [table]: open }, ...capacity }),
          );
          const left = UnprocessedItems?.[table] ?? [];
          open = left.flatMap(({ PutRequest }) =>
            PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
          );
        }
      }
    },
    close: () => client.destroy(),
  };
}
