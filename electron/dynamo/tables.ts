import { z } from 'zod';
import { AppError, hasCode, throwIfCancelled } from '#shared/errors/appError.ts';
import type { ErrorCode } from '#shared/errors/codes.ts';
import type { KeyAttribute, KeySchema } from '#shared/model/layout.ts';
import type { Caller } from './call.ts';
import type { WireObject } from './codec.ts';
import type { CallOptions, ServerTable, TableDefinition } from './dynamo.ts';
import { isUnknownOperation } from './errors.ts';
import { pause, REAL_TIMING } from './pause.ts';
import { isRepeated, readAnswer } from './writes.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const indexShape = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  IndexStatus: z.string().optional(),
});

/** DescribeTable's answer, as far as we look at it. */
const tableShape = z.object({
  TableName: z.string(),
  TableStatus: z.string(),
  ItemCount: z.number().min(0).default(0),
  TableSizeBytes: z.number().min(0).default(0),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(indexShape).nullish(),
  LocalSecondaryIndexes: z.array(indexShape).nullish(),
});

const parse = <T>(schema: z.core.$ZodType<T>, value: unknown): T => {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw new SyntaxError(`The answer has an unexpected shape: ${z.prettifyError(result.error)}`);
};

const toServerTable = (value: unknown): ServerTable => {
  const shape = parse(tableShape, value);
  const types = new Map(
    shape.AttributeDefinitions.map((entry) => [entry.AttributeName, entry.AttributeType]),
  );
  const keyOf = (entries: z.infer<typeof keySchema>): KeySchema => {
    const find = (kind: 'HASH' | 'RANGE'): KeyAttribute | undefined => {
      const entry = entries.find((candidate) => candidate.KeyType === kind);
      return entry && { name: entry.AttributeName, type: types.get(entry.AttributeName) ?? 'S' };
    };
    const hash = find('HASH');
    const range = find('RANGE');
    if (hash === undefined) throw new SyntaxError('The answer describes a table without a hash key.');
    return { hash, ...(range === undefined ? {} : { range }) };
  };
  const indexesOf = (list: z.infer<typeof indexShape>[] | null | undefined, kind: 'global' | 'local') =>
    (list ?? []).map((index) => ({
      name: index.IndexName,
      kind,
      key: keyOf(index.KeySchema),
      status: index.IndexStatus ?? 'ACTIVE',
    }));
  return {
    table: shape.TableName,
    status: shape.TableStatus,
    items: shape.ItemCount,
    bytes: shape.TableSizeBytes,
    key: keyOf(shape.KeySchema),
    indexes: [
      ...indexesOf(shape.GlobalSecondaryIndexes, 'global'),
      ...indexesOf(shape.LocalSecondaryIndexes, 'local'),
    ],
  };
};

const schemaInput = (key: KeySchema) => [
  { AttributeName: key.hash.name, KeyType: 'HASH' },
  ...(key.range === undefined ? [] : [{ AttributeName: key.range.name, KeyType: 'RANGE' }]),
];

const createInput = (definition: TableDefinition): WireObject => {
  const types = new Map<string, string>();
  for (const { hash, range } of [definition.key, ...definition.indexes.map((index) => index.key)]) {
    types.set(hash.name, hash.type);
    if (range !== undefined) types.set(range.name, range.type);
  }
  return {
    TableName: definition.table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: schemaInput(definition.key),
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ...(definition.indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: definition.indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: schemaInput(index.key),
            Projection: { ProjectionType: 'ALL' },
          })),
        }),
  };
};

/** How long a new table may take to become active, in milliseconds, and the longest pause between two looks. */
const ACTIVE_WITHIN = 180_000;
const LONGEST_PAUSE = 2_000;

const ttlShape = z.object({
  TimeToLiveStatus: z.string().optional(),
  AttributeName: z.string().optional(),
});

/** Tables: names, descriptions, creation, time to live. */
export const tableCalls = (caller: Caller) => {
  const describeTable = async (table: string, options?: CallOptions): Promise<ServerTable> => {
    const input = { TableName: table };
    const { answer } = await caller.call('DescribeTable', input, options);
    return readAnswer(caller, input, () => toServerTable(answer['Table']));
  };

  const waitUntilActive = async (table: string, options?: CallOptions): Promise<ServerTable> => {
    const until = Date.now() + ACTIVE_WITHIN;
    for (let wait = 20; ; wait = Math.min(LONGEST_PAUSE, wait * 2)) {
      const found = await describeTable(table, options).catch((error: unknown) => {
        // Right after its creation AWS may not know the table yet.
        if (hasCode(error, 'TableNotFound')) return undefined;
        throw error;
      });
      if (found?.status === 'ACTIVE' && found.indexes.every((index) => index.status === 'ACTIVE'))
        return found;
      if (Date.now() > until) {
        throw new AppError('TimedOut', {
          message: `The table “${table}” was created but is not ready after three minutes.`,
          nextStep: 'Look at it again later.',
        });
      }
      await pause(wait, REAL_TIMING, options?.signal);
    }
  };

  const updateTtl = async (table: string, attribute: string, options?: CallOptions): Promise<void> => {
    await caller.call(
      'UpdateTimeToLive',
      { TableName: table, TimeToLiveSpecification: { Enabled: true, AttributeName: attribute } },
      options,
    );
  };

  /** Calls; `afterwards`, the refusal that a second sending meets when a lost first one did it, counts as done. */
  const callOnce = async (
    operation: 'CreateTable' | 'DeleteTable',
    input: WireObject,
    afterwards: ErrorCode,
    options: CallOptions | undefined,
  ): Promise<void> => {
    const result = await caller.attempt(operation, input, options);
    if (result.ok) return;
    throwIfCancelled(options?.signal);
    const error = caller.explain(result.error, input);
    if (!hasCode(error, afterwards) || !isRepeated(result)) throw error;
  };

  return {
    describeTable,
    updateTtl,

    async listTables(options?: CallOptions): Promise<readonly string[]> {
      const names: string[] = [];
      let start: string | undefined;
      do {
        const input = start === undefined ? {} : { ExclusiveStartTableName: start };
        const { answer } = await caller.call('ListTables', input, options);
        const shape = z.object({
          TableNames: z.array(z.string()),
          LastEvaluatedTableName: z.string().nullish(),
        });
        const page = readAnswer(caller, input, () => parse(shape, answer));
        names.push(...page.TableNames);
        start = page.LastEvaluatedTableName ?? undefined;
      } while (start !== undefined);
      return names;
    },

    async createTable(definition: TableDefinition, options?: CallOptions): Promise<ServerTable> {
      await callOnce('CreateTable', createInput(definition), 'TableExists', options);
      const created = await waitUntilActive(definition.table, options);
      if (definition.ttlAttribute !== undefined) {
        await updateTtl(definition.table, definition.ttlAttribute, options).catch((error: unknown) => {
          if (!isUnknownOperation(error)) throw error;
        });
      }
      return created;
    },

    async deleteTable(table: string, options?: CallOptions): Promise<void> {
      await callOnce('DeleteTable', { TableName: table }, 'TableNotFound', options);
    },

    async describeTtl(table: string, options?: CallOptions) {
      const input = { TableName: table };
      try {
        const { answer } = await caller.call('DescribeTimeToLive', input, options);
        const ttl = readAnswer(caller, input, () => parse(ttlShape, answer['TimeToLiveDescription'] ?? {}));
        const isOn = ttl.TimeToLiveStatus === 'ENABLED' || ttl.TimeToLiveStatus === 'ENABLING';
        return { known: true, attribute: isOn ? ttl.AttributeName : undefined };
      } catch (error) {
        if (isUnknownOperation(error)) return { known: false, attribute: undefined };
        throw error;
      }
    },
  };
};
