import type { Caller } from './call.ts';
import type { CallOptions, ServerKind } from './dynamo.ts';
import { isDeniedOperation } from './errors.ts';

/**
 * What an endpoint is, by what it calls itself in the `Server` header: dynoxide its name and version, DynamoDB Local
 * the Jetty it runs in, AWS just `Server`; dynalite sends none.
 */
export function serverKindOf(header: string | undefined): ServerKind {
  if (header === undefined) return 'dynalite';
  if (/^dynoxide/i.test(header)) return 'dynoxide';
  if (/^jetty/i.test(header)) return 'dynamodb-local';
  return header === 'Server' ? 'aws' : 'other';
}

/**
 * Asks once and remembers. Any answer tells, so the answers already had are looked at first.
 * `told` is what the caller knows already.
 */
export function serverKindCall(caller: Caller, told: ServerKind | undefined) {
  return async (options?: CallOptions): Promise<ServerKind> => {
    if (told !== undefined) return told;
    if (caller.serverHeader() === undefined) {
      try {
        await caller.call('ListTables', { Limit: 1 }, options);
      } catch (error) {
        if (!isDeniedOperation(error)) throw error;
      }
    }
    return serverKindOf(caller.serverHeader());
  };
}
