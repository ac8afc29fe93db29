import { AppError } from '#shared/errors/appError.ts';

/** Whether a buffer has been handed over: only making a view of it tells, before Node 22. */
function isDetached(buffer: ArrayBuffer): boolean {
  if (buffer.byteLength > 0) return false;
  try {
    return new Uint8Array(buffer).byteLength > 0;
  } catch {
    return true;
  }
}

/**
 * Refuses buffers that were handed over before. Node drops a message with one of them and says nothing: an answer would
 * be waited for without end.
 * @throws `Internal`
 */
export function requireAttached(buffers: readonly ArrayBuffer[]): void {
  if (!buffers.some(isDetached)) return;
  throw new AppError('Internal', {
    message: 'A page was to be handed over a second time; its bytes are not here any more.',
  });
}

/** The bytes in a buffer of their own, which can be handed over to another thread; copied only where it holds more. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}
