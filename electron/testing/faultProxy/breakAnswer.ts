import type { ServerResponse } from 'node:http';
import type { Breakage } from './faults.ts';
import { jsonAnswer, type Answer } from './refusals.ts';

/** Pieces of a slow answer, and the pause between two, in milliseconds. */
const PIECES = 6;
const PAUSE = 15;

/** Writes an answer as it is. */
export function writeAnswer(answer: Answer, to: ServerResponse): void {
  to.writeHead(answer.status, answer.headers).end(answer.body);
}

/** Announces the whole of `answer` and sends half of it. */
const writeHalf = (answer: Answer, to: ServerResponse, then: () => void): void => {
  const bytes = Buffer.from(answer.body);
  to.writeHead(200, { ...answer.headers, 'content-length': String(bytes.length) });
  to.write(bytes.subarray(0, bytes.length / 2), then);
};

/** Lets `answer`, the server's own or an empty one, go wrong. */
export function breakAnswer(how: Breakage, answer: Answer, to: ServerResponse): void {
  switch (how) {
    case 'reset':
      to.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'fault':
      writeAnswer(
        jsonAnswer(500, { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'lost' }),
        to,
      );
      return;
    case 'html':
      to.writeHead(503, { 'content-type': 'text/html' }).end('<html><body>Try later</body></html>');
      return;
    case 'short':
      writeHalf(answer, to, () => to.socket?.destroy());
      return;
    case 'stall':
      writeHalf(answer, to, () => undefined);
      return;
    case 'garbage':
      to.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"broken');
      return;
  }
}

/** Writes the whole of `answer` in small pieces. */
export async function writeSlowly(answer: Answer, to: ServerResponse): Promise<void> {
  const bytes = Buffer.from(answer.body);
  to.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length) });
  for (let piece = 0; piece < PIECES; piece += 1) {
    to.write(bytes.subarray((piece * bytes.length) / PIECES, ((piece + 1) * bytes.length) / PIECES));
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  to.end();
}
