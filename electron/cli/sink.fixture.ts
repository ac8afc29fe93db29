import type { TextStream } from './output.ts';

/** A stream that keeps what is written, and is no terminal. */
export const sink = (texts: string[]): TextStream => ({
  isTTY: false,
  on: () => undefined,
  write: (text, done) => {
    texts.push(text);
    done();
    return true;
  },
});
