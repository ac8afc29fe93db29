import { IncomingMessage } from 'node:http';
import { streamCollector } from '@smithy/node-http-handler';
import { freeAtOnce } from '../pages/freeAtOnce.ts';

/** Longer answers are not believed to come before they have: memory is taken as they do. DynamoDB's own are at most 16 MB. */
const LONGEST = 64 * 1024 * 1024;

/** What the answer's `Content-Length` says; undefined when it says nothing that can be relied on. */
const lengthOf = ({ headers }: IncomingMessage): number | undefined => {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isInteger(length) && length >= 0 && length <= LONGEST ? length : undefined;
};

/**
 * The whole body of an answer, for the SDK in place of its own collector: each piece is put in its place as it comes, and
 * its memory given back. Rejects with what cut the answer off.
 */
export function collectBody(stream: Parameters<typeof streamCollector>[0]): Promise<Uint8Array> {
  const length = stream instanceof IncomingMessage ? lengthOf(stream) : undefined;
  if (!(stream instanceof IncomingMessage) || length === undefined) return streamCollector(stream);
  return new Promise((resolve, reject) => {
    // Not from the shared pool: a page is handed over to a worker with its buffer.
    const body = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
    let received = 0;
    stream.on('data', (piece: Buffer) => {
      body.set(piece, received);
      received += piece.byteLength;
      freeAtOnce(piece);
    });
    stream.once('error', reject);
    stream.once('end', () => {
      if (received === length) resolve(body);
      else reject(new Error(`The answer ended after ${received} of ${length} bytes.`));
    });
  });
}
