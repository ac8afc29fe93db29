import { createPort, type Port } from './port.ts';

/** Two ports joined in memory. Frames arrive later, in order, as over a real line; closing one end closes both. */
export function createMemoryPorts(id = 'memory'): { readonly client: Port; readonly server: Port } {
  const client = createPort(id, {
    send: (frame) => queueMicrotask(() => server.deliver(frame)),
    shut: () => queueMicrotask(() => server.closed()),
  });
  const server = createPort(id, {
    send: (frame) => queueMicrotask(() => client.deliver(frame)),
    shut: () => queueMicrotask(() => client.closed()),
  });
  return { client: client.port, server: server.port };
}
