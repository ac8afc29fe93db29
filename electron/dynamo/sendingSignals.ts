import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** The signals that end sendings, handed past the SDK. */
export interface SendingSignals {
  /** The next sending of `input` ends when `signal` is aborted. One input is not sent twice at a time. */
  give(input: object, signal: AbortSignal): void;
  /** `handler`, each request with the signal that was given for its input. */
  handler(handler: NodeHttpHandler): Pick<NodeHttpHandler, keyof NodeHttpHandler>;
  /** Adds the layer next to the network that knows both inputs and requests. */
  attach(client: DynamoDBClient): void;
}

/**
 * The SDK puts its layers together anew for each command that is sent with options, which takes a third of what a small
 * call takes of the processor. Without options it does so once per operation (`cacheMiddleware`); so a signal has to come
 * another way to whoever makes the request.
 */
export function createSendingSignals(): SendingSignals {
  const ofInput = new WeakMap<object, AbortSignal>();
  const ofRequest = new WeakMap<object, AbortSignal>();
  return {
    give: (input, signal) => void ofInput.set(input, signal),
    handler: (handler) => ({
      metadata: handler.metadata,
      handle: (request, options) => {
        const abortSignal = ofRequest.get(request);
        return handler.handle(request, abortSignal === undefined ? options : { ...options, abortSignal });
      },
      updateHttpClientConfig: (key, value) => handler.updateHttpClientConfig(key, value),
      httpHandlerConfigs: () => handler.httpHandlerConfigs(),
      destroy: () => handler.destroy(),
    }),
    attach: (client) =>
      client.middlewareStack.add(
        (next) => (args) => {
          const { input, request } = args;
          const signal = ofInput.get(input);
          if (signal !== undefined && typeof request === 'object' && request !== null)
            ofRequest.set(request, signal);
          return next(args);
        },
        { step: 'deserialize', name: 'dynascopeSignals' },
      ),
  };
}
