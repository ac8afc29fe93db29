import { AppError } from '#shared/errors/appError.ts';

/** The part of a stream that the command line writes to; `process.stdout` is one. */
export interface TextStream {
  readonly isTTY?: boolean | undefined;
  write(text: string, done: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Writes lines as fast as they are read at the other end. */
export interface Output {
  readonly isTerminal: boolean;
  /** Adds a line; resolves when there is room for more. @throws `Cancelled` when nobody reads any longer */
  readonly line: (text: string) => Promise<void>;
  /** Resolves when everything has been handed to the system. */
  readonly flush: () => Promise<void>;
  /** Whether the reader went away, such as `head` after its last line. */
  readonly isClosed: () => boolean;
}

/** Characters gathered before they are written in one go. */
const CHUNK = 32 * 1024;

/** Makes the writer for `stream`. A reader that goes away (EPIPE) is no error: `onGone` is called and writing ends. */
export function createOutput(stream: TextStream, onGone: () => void): Output {
  let pending = '';
  let closed = false;
  const gone = (): void => {
    if (closed) return;
    closed = true;
    pending = '';
    onGone();
  };
  stream.on('error', gone);

  const flush = async (): Promise<void> => {
    if (pending === '' || closed) return;
    const text = pending;
    pending = '';
    await new Promise<void>((resolve) => {
      stream.write(text, (error) => {
        if (error) gone();
        resolve();
      });
    });
  };

  return {
    isTerminal: stream.isTTY === true,
    isClosed: () => closed,
    flush,
    line: async (text) => {
      if (closed) throw new AppError('Cancelled', { message: 'Nobody reads the output any longer.' });
      pending += `${text}\n`;
      if (stream.isTTY === true || pending.length >= CHUNK) await flush();
    },
  };
}
