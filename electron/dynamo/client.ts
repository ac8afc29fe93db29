import './webCrypto.ts';
import { DynamoDBClient, errorTypeRegistries, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ConnectionTarget } from '#shared/contract/connections.ts';
import { batchGetCalls } from './batchGet.ts';
import { batchWriteCalls } from './batchWrite.ts';
import { createCaller } from './call.ts';
import type { CallObserver } from './callReport.ts';
import { collectBody } from './collectBody.ts';
import { wireCodec } from './codec.ts';
import { credentialsOf, type CredentialSource } from './credentials.ts';
import type { Dynamo, ServerKind } from './dynamo.ts';
import { REAL_TIMING, type Timing } from './pause.ts';
import { toAppError } from './errors.ts';
import { queryCalls } from './query.ts';
import { scanCalls } from './scan.ts';
import { createSendingSignals } from './sendingSignals.ts';
import { serverKindCall } from './serverKind.ts';
import { tableCalls } from './tables.ts';
import { transactCalls } from './transact.ts';
import { itemCalls } from './writes.ts';

/** A target that the SDK can reach itself; the embedded engine comes here as its endpoint. */
export type DynamoTarget = Exclude<ConnectionTarget, { readonly kind: 'embedded' }>;

/** What may be set for a connection. Times in milliseconds. */
export interface ConnectOptions {
  /** What answers there, when it is known; found out otherwise. */
  readonly serverKind?: ServerKind | undefined;
  /** Longest wait for the head of an answer; 10,000 unless told. */
  readonly requestTimeout?: number | undefined;
  /** Longest wait for a connection; 3,000 unless told. */
  readonly connectionTimeout?: number | undefined;
  /** Longest silence in the middle of an answer; 10,000 unless told. */
  readonly socketTimeout?: number | undefined;
  /** Longest time for one sending, however slowly its answer keeps coming; 60,000 unless told. */
  readonly sendingLimit?: number | undefined;
  /** How often a call is sent at most; 5 unless told. */
  readonly maxAttempts?: number | undefined;
  /**
   * No sending begins later than this after the first; 25,000 unless told. So a silent server is given up after
   * patience + requestTimeout (35 s; about 30 s as it happens, in three sendings), one that trickles after patience +
   * sendingLimit.
   */
  readonly patience?: number | undefined;
  /** Connections open at most, and calls under way at a time; 50 unless told. More wait their turn. */
  readonly maxSockets?: number | undefined;
  /** Told of every call once it has ended. */
  readonly onCall?: CallObserver | undefined;
  /** The clock and the chance of the waits between sendings; real ones unless told. */
  readonly timing?: Timing | undefined;
}

/** Stand-ins for an endpoint without credentials: it gets these, never the reader's own AWS keys. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

const targetConfig = (target: DynamoTarget, source: CredentialSource | undefined): DynamoDBClientConfig => {
  switch (target.kind) {
    case 'endpoint': {
      const { accessKeyId, secretAccessKey } = target;
      return {
        endpoint: target.endpoint,
        region: target.region,
        credentials:
          accessKeyId !== undefined && secretAccessKey !== undefined
            ? { accessKeyId, secretAccessKey }
            : LOCAL_CREDENTIALS,
        // All that the SDK would otherwise look up in the reader's AWS files and environment.
        defaultsMode: 'standard',
        useDualstackEndpoint: false,
        useFipsEndpoint: false,
        accountIdEndpointMode: 'disabled',
        endpointDiscoveryEnabled: false,
        authSchemePreference: ['sigv4'],
        userAgentAppId: 'dynascope',
      };
    }
    case 'profile':
      return {
        ...(target.profile === undefined ? {} : { profile: target.profile }),
        ...(source === undefined ? {} : { credentials: source.provider }),
        ...(target.region === undefined ? {} : { region: target.region }),
      };
  }
};

/** The SDK's JSON protocol with our codec in place of its own. */
const PROTOCOL = {
  defaultNamespace: 'com.amazonaws.dynamodb',
  errorTypeRegistries,
  xmlNamespace: 'http://dynamodb.amazonaws.com/doc/2012-08-10/',
  version: '2012-08-10',
  serviceTarget: 'DynamoDB_20120810',
  jsonCodec: wireCodec,
} as const;

// Which Node runs us is our business (package.json, DESIGN Runtimes), not a warning for the reader of a terminal.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Connects to a DynamoDB. Nothing is sent yet; a wrong address or missing credentials show at the first call. */
export function connectDynamo(target: DynamoTarget, options: ConnectOptions = {}): Dynamo {
  const maxSockets = options.maxSockets ?? 50;
  const timing = options.timing ?? REAL_TIMING;
  const source = target.kind === 'profile' ? credentialsOf(target) : undefined;
  const signals = createSendingSignals();
  const client = new DynamoDBClient({
    ...targetConfig(target, source),
    cacheMiddleware: true,
    // Not looked up in the environment, nor used: the SDK's retries are taken out below.
    maxAttempts: 1,
    // Left to itself, the SDK formats every answer for a logger that does nothing.
    logger: {} as never, // eslint-disable-line @typescript-eslint/consistent-type-assertions -- none of its methods is called when they are absent
    protocolSettings: PROTOCOL,
    streamCollector: collectBody,
    requestHandler: signals.handler(
      new NodeHttpHandler({
        requestTimeout: options.requestTimeout ?? 10_000,
        throwOnRequestTimeout: true,
        connectionTimeout: options.connectionTimeout ?? 3_000,
        socketTimeout: options.socketTimeout ?? 10_000,
        httpAgent: { keepAlive: true, maxSockets },
        httpsAgent: { keepAlive: true, maxSockets },
      }),
    ),
  });
  signals.attach(client);
  // Whether to send again is decided in one place, which is ours: retry.ts. The SDK's place for it stays, since its
  // signing is put behind that.
  client.middlewareStack.add((next) => next, {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  const profile = target.kind === 'profile' ? target.profile : undefined;
  const endpoint =
    target.kind === 'endpoint' ? target.endpoint : profile === undefined ? 'AWS' : `AWS (profile ${profile})`;
  const place = profile === undefined ? { endpoint } : { endpoint, profile };
  const caller = createCaller(client, {
    place,
    maxAttempts: options.maxAttempts ?? 5,
    patience: options.patience ?? 25_000,
    sendingLimit: options.sendingLimit ?? 60_000,
    maxSockets,
    timing,
    onCall: options.onCall,
    signals,
  });
  const serverKind = serverKindCall(
    caller,
    options.serverKind ?? (target.kind === 'profile' ? 'aws' : undefined),
  );
  const tables = tableCalls(caller);
  return {
    endpoint,
    serverKind,
    signIn: async (ask) => {
      try {
        await source?.signIn(ask);
      } catch (error) {
        throw toAppError(error, place);
      }
    },
    ...itemCalls(caller),
    ...queryCalls(caller),
    ...scanCalls(caller, serverKind),
    ...batchGetCalls(caller, timing),
    ...batchWriteCalls(caller, timing, tables.describeTable),
    ...transactCalls(caller),
    ...tables,
    close: () => client.destroy(),
  };
}
