import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import { connectDynamo, type DynamoTarget } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { dynamoRecordTable } from './dynamoRecordTable.ts';
import type { RecordTable } from './storageBackend.ts';

/** The table where none is named (CONTRACTS 2). */
const DEFAULT_TABLE = 'task_records';

/** An empty variable counts as none, as it does for the SDK. */
const variable = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/**
 * The variables that are read: those of the AWS SDK, and the table's.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
const environmentSchema = z.object({
  AWS_ENDPOINT_URL_DYNAMODB: variable,
  AWS_ENDPOINT_URL: variable,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: variable,
  AWS_REGION: variable,
  AWS_DEFAULT_REGION: variable,
  AWS_PROFILE: variable,
  AWS_ACCESS_KEY_ID: variable,
  AWS_SECRET_ACCESS_KEY: variable,
  TASK_RECORDS_TABLE: variable,
});

const endpointSchema = z.url({ protocol: /^https?$/ });

/** Variables by their names, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The connection and the table that the environment names. @throws `InvalidInput` for an endpoint that is no address */
export function targetOf(environment: Environment): {
  readonly target: DynamoTarget;
  readonly table: string;
} {
  const known = environmentSchema.parse(environment);
  const region = known.AWS_REGION ?? known.AWS_DEFAULT_REGION;
  const table = known.TASK_RECORDS_TABLE ?? DEFAULT_TABLE;
  const ignored = known.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true';
  const endpoint = ignored ? undefined : (known.AWS_ENDPOINT_URL_DYNAMODB ?? known.AWS_ENDPOINT_URL);
  if (endpoint === undefined) {
    const profile = known.AWS_PROFILE;
    // Without a profile, the default credential chain looks at the rest of the environment by itself.
    const target: DynamoTarget = {
      kind: 'profile',
      ...(profile === undefined ? {} : { profile }),
      ...(region === undefined ? {} : { region }),
    };
    return { target, table };
  }
  if (!endpointSchema.safeParse(endpoint).success) {
    throw new AppError('InvalidInput', {
      message: `The environment names an endpoint that is no address: “${endpoint}”.`,
      nextStep: 'Set AWS_ENDPOINT_URL_DYNAMODB to an http or https address, or leave it empty.',
    });
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = known;
  const keys =
    accessKeyId === undefined || secretAccessKey === undefined ? {} : { accessKeyId, secretAccessKey };
  return { target: { kind: 'endpoint', endpoint, region: region ?? 'us-east-1', ...keys }, table };
}

/** A table with the connection that was made for it. */
export interface ConnectedRecords extends RecordTable {
  /** Closes idle connections. */
  close(): void;
}

const connected = (target: DynamoTarget, table: string): ConnectedRecords => {
  const dynamo = connectDynamo(target);
  return { ...create(dynamo, table), close: () => dynamo.close() };
};

const create = (dynamo: Dynamo, table: string = DEFAULT_TABLE): RecordTable =>
  dynamoRecordTable(dynamo, { table });

/** The three ways to versioned records in DynamoDB (seed 001). The table must be there. */
export const recordBackend = {
  /** Over a connection that there is already; it stays the caller's to close. */
  create,
  /** Where the environment says, the table by `TASK_RECORDS_TABLE`, else `task_records`. @throws `InvalidInput` */
  fromEnv: (environment: Environment = process.env): ConnectedRecords => {
    const { target, table } = targetOf(environment);
    return connected(target, table);
  },
  /** Where the environment says, with a table of the caller's. @throws `InvalidInput` */
  fromEnvWithTable: (table: string, environment: Environment = process.env): ConnectedRecords =>
    connected(targetOf(environment).target, table),
} as const;
