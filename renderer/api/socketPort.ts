import { AppError } from '#shared/errors/appError.ts';
import { createPort, type Port } from '#shared/rpc/port.ts';

/** Opens the WebSocket at `url`. Resolves when it stands; rejects with `Disconnected` when it cannot be opened. */
export function openSocketPort(url: string): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const end = createPort(url, {
      send: (frame) => socket.send(frame),
      shut: () => socket.close(),
    });
    socket.addEventListener('open', () => resolve(end.port));
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') end.deliver(data);
    });
    socket.addEventListener('close', () => {
      end.closed();
      // After `open` this changes nothing: the promise has been kept.
      reject(new AppError('Disconnected', { message: 'The host of this window does not answer.' }));
    });
  });
}
