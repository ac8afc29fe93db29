import { isAppError } from '#shared/errors/appError.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startFaultProxy, type FaultProxy } from './faultProxy.ts';

/** Connections to one engine: straight, for what others do, and through a proxy that loses answers. */
export interface TwoWays {
  readonly proxy: FaultProxy;
  readonly straight: Dynamo;
  /** A connection through the proxy; `limit`: milliseconds that a request may take. */
  through(limit?: number): Dynamo;
  /** Closes the connections and the proxy. */
  close(): Promise<void>;
}

/** Opens both ways to the engine at `endpoint`. */
export async function openTwoWays(endpoint: string): Promise<TwoWays> {
  const proxy = await startFaultProxy(endpoint);
  const straight = connectDynamo({ kind: 'endpoint', endpoint, region: 'us-east-1' });
  const open = [straight];
  return {
    proxy,
    straight,
    through: (limit = 400) => {
      const dynamo = connectDynamo(
        { kind: 'endpoint', endpoint: proxy.endpoint, region: 'us-east-1' },
        { requestTimeout: limit, socketTimeout: limit },
      );
      open.push(dynamo);
      return dynamo;
    },
    close: async () => {
      for (const dynamo of open) dynamo.close();
      await proxy.close();
    },
  };
}

/** `done`, or the code of the error that `work` ended with. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
