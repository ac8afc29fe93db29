import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** What the proxy does with an answer: pass it on, or lose it after the server has done its work. */
export type AnswerFate = 'pass' | 'reset' | 'fault' | 'html' | 'truncate' | 'garbage' | 'hang';

/** A proxy before a DynamoDB that loses answers on purpose. */
export interface LossyProxy {
  readonly endpoint: string;
  /** The fates of the coming answers to `operation` (such as `PutItem`), in order; the last one is for all that follow. */
  readonly lose: (operation: string, ...fates: readonly AnswerFate[]) => void;
  /** How many requests for `operation` reached the server. */
  readonly count: (operation: string) => number;
  /** Runs before the next answer to `operation` is handled, when the server has committed. */
  readonly meanwhile: (operation: string, work: () => Promise<void>) => void;
  /** Every header line that came in, as `name: value`. */
  readonly headers: () => readonly string[];
  readonly close: () => Promise<void>;
}

const readAll = (stream: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
  });

const answer = (fate: AnswerFate, from: IncomingMessage, body: Buffer, to: ServerResponse): void => {
  switch (fate) {
    case 'pass':
      to.writeHead(from.statusCode ?? 500, from.headers).end(body);
      return;
    case 'reset':
      to.socket?.resetAndDestroy();
      return;
    case 'fault':
      to.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      to.end('{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"lost"}');
      return;
    case 'html':
      to.writeHead(503, { 'content-type': 'text/html' }).end('<html><body>Try later</body></html>');
      return;
    case 'truncate':
      to.writeHead(200, { 'content-length': String(body.length + 100) });
      to.write(body, () => to.socket?.destroy());
      return;
    case 'garbage':
      to.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"broken');
      return;
    case 'hang':
      return;
  }
};

/** Starts a proxy on loopback before the DynamoDB at `endpoint`. */
export async function startLossyProxy(endpoint: string): Promise<LossyProxy> {
  const target = new URL(endpoint);
  const fates = new Map<string, AnswerFate[]>();
  const counts = new Map<string, number>();
  const headers: string[] = [];
  const works = new Map<string, () => Promise<void>>();

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
    headers.push(...Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`));
    const body = await readAll(incoming);
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const onward = request(
        { host: target.hostname, port: target.port, method: 'POST', path: '/', headers: incoming.headers },
        resolve,
      );
      onward.on('error', reject);
      onward.end(body);
    });
    const content = await readAll(response);
    const queue = fates.get(operation) ?? [];
    const fate = (queue.length > 1 ? queue.shift() : queue[0]) ?? 'pass';
    const work = works.get(operation);
    works.delete(operation);
    await work?.();
    answer(fate, response, content, outgoing);
  };

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    lose: (operation, ...list) => void fates.set(operation, [...list]),
    count: (operation) => counts.get(operation) ?? 0,
    meanwhile: (operation, work) => void works.set(operation, work),
    headers: () => headers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
