import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { WireObject } from './codec.ts';

/** What is seen of a client's sendings from the inside of the SDK. */
export interface SendingsWatch {
  /** The `Server` header of the last answer, refusals included. */
  readonly serverHeader: () => string | undefined;
  /** Forgets that `input` was ever handed to the network. */
  readonly forget: (input: WireObject) => void;
  /** Whether `input` was handed to the network since; before that come sign-in, region and address. */
  readonly wasSent: (input: WireObject) => boolean;
}

const serverIn = (response: unknown): string | undefined =>
  typeof response === 'object' && response !== null && 'headers' in response
    ? headerOf(response.headers, 'server')
    : undefined;

const headerOf = (headers: unknown, name: string): string | undefined => {
  if (typeof headers !== 'object' || headers === null) return undefined;
  for (const [key, value] of Object.entries(headers)) {
    if (key.toLowerCase() === name && typeof value === 'string') return value;
  }
  return undefined;
};

/** Adds a layer to `client` next to the network. */
export function watchSendings(client: DynamoDBClient): SendingsWatch {
  const sent = new WeakSet();
  let server: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      sent.add(args.input);
      try {
        const result = await next(args);
        server = serverIn(result.response) ?? server;
        return result;
      } catch (error) {
        if (typeof error === 'object' && error !== null) {
          server = serverIn(Reflect.get(error, '$response')) ?? server;
        }
        throw error;
      }
    },
    { step: 'deserialize', priority: 'high', name: 'dynascopeSendings' },
  );
  return {
    serverHeader: () => server,
    forget: (input) => void sent.delete(input),
    wasSent: (input) => sent.has(input),
  };
}
