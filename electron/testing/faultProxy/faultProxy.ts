import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { breakAnswer, writeAnswer, writeSlowly } from './breakAnswer.ts';
import type { Fault, Step } from './faults.ts';
import { emptyPages, unprocessedAnswer } from './madeUpAnswers.ts';
import { jsonAnswer, refusalOf, type Answer } from './refusals.ts';

/** A proxy before a DynamoDB that breaks what passes, by a script. */
export interface FaultProxy {
  readonly endpoint: string;
  /**
   * What becomes of the coming requests for any of `operations` (such as `PutItem`; every one when it is `*`), in
   * order; the last step is for all that follow. The newest script that fits a request is the one that counts.
   */
  readonly script: (operations: string | readonly string[], ...steps: readonly Step[]) => void;
  /** The operations of all requests that came in, in order, whatever became of them. */
  readonly seen: () => readonly string[];
  /** How many requests for `operation` came in. */
  readonly count: (operation: string) => number;
  /** Runs before the next answer to `operation` is handled, when the server has committed. */
  readonly meanwhile: (operation: string, work: () => Promise<void>) => void;
  /** Every header line that came in, as `name: value`. */
  readonly headers: () => readonly string[];
  readonly close: () => Promise<void>;
}

interface Script {
  readonly fits: (operation: string) => boolean;
  readonly steps: Step[];
}

const readAll = (stream: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    stream.on('error', reject);
  });

/** Headers that speak of one connection only, or of a length that may change. */
const PER_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

const passedOn = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (PER_HOP.has(name) ? [] : [[name, String(value)]])),
  );

/** Asks the server itself. */
const forward = async (target: URL, headers: IncomingHttpHeaders, body: string): Promise<Answer> => {
  const bytes = Buffer.from(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const onward = request(
      {
        ...{ host: target.hostname, port: target.port, method: 'POST', path: '/' },
        headers: { ...passedOn(headers), 'content-length': String(bytes.length) },
      },
      resolve,
    );
    onward.on('error', reject);
    onward.end(bytes);
  });
  const answered = await readAll(response);
  return { status: response.statusCode ?? 500, headers: passedOn(response.headers), body: answered };
};

const NO_ANSWER = jsonAnswer(200, { Nothing: 'the server was never asked' });

/** Starts a proxy on loopback before the DynamoDB at `endpoint`. Without a script everything passes. */
export async function startFaultProxy(endpoint: string): Promise<FaultProxy> {
  const target = new URL(endpoint);
  const scripts: Script[] = [];
  const seen: string[] = [];
  const headers: string[] = [];
  const works = new Map<string, () => Promise<void>>();
  const pages = emptyPages();

  const stepFor = (operation: string): Fault | 'pass' => {
    const steps = scripts.find(({ fits }) => fits(operation))?.steps ?? [];
    const step = (steps.length > 1 ? steps.shift() : steps[0]) ?? 'pass';
    return typeof step === 'function' ? step() : step;
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
    headers.push(...Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`));
    seen.push(operation);
    const step = stepFor(operation);
    const body = await readAll(incoming);
    const answer = async (): Promise<Answer> => {
      const answered = await forward(target, incoming.headers, pages.resume(body));
      const work = works.get(operation);
      works.delete(operation);
      await work?.();
      return answered;
    };
    if (step === 'pass') {
      writeAnswer(await answer(), outgoing);
      return;
    }
    switch (step.kind) {
      case 'broken':
        breakAnswer(step.how, step.moment === 'after' ? await answer() : NO_ANSWER, outgoing);
        return;
      case 'slow':
        return writeSlowly(await answer(), outgoing);
      case 'refused':
        writeAnswer(refusalOf(step.as, operation, body), outgoing);
        return;
      case 'unprocessed':
        writeAnswer(unprocessedAnswer(operation, body), outgoing);
        return;
      case 'emptyPage':
        writeAnswer(pages.answer(body), outgoing);
        return;
    }
  };

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    script: (operations, ...steps) =>
      void scripts.unshift({
        fits: (operation) =>
          operations === '*' ||
          (typeof operations === 'string' ? [operations] : operations).includes(operation),
        steps: [...steps],
      }),
    seen: () => seen,
    count: (operation) => seen.filter((name) => name === operation).length,
    meanwhile: (operation, work) => void works.set(operation, work),
    headers: () => headers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
