import { randomUUID } from 'node:crypto';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { dynamoReads } from './dynamoReads.ts';
import { dynamoWrites } from './dynamoWrites.ts';
import type { TaskEventStore } from './taskEventStore.ts';

/** A table of layout `task`, with clock and naming of writes for tests to replace. */
export interface DynamoTaskEventStoreOptions {
  readonly table: string;
  readonly now?: () => Date;
  readonly newWriteId?: () => string;
}

/** The events and projections of one `task` table in DynamoDB (CONTRACTS 1). */
export function dynamoTaskEventStore(dynamo: Dynamo, options: DynamoTaskEventStoreOptions): TaskEventStore {
  const { table, now = () => new Date(), newWriteId = () => randomUUID() } = options;
  return {
    ...dynamoReads(dynamo, table),
    ...dynamoWrites({ dynamo, table, now, newWriteId }),
  };
}
