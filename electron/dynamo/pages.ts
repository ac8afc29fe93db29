import { throwIfCancelled } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { lastKeyIn, peekLastKey } from '../pages/lastKey.ts';
import { unitsOf, type Caller, type RawReply } from './call.ts';
import { itemOf, itemsOf, parseBody, type WireObject } from './codec.ts';
import type { CallOptions, Page, RawPage } from './dynamo.ts';
import { unitsInAnswer } from './observe.ts';
import { readAnswer } from './writes.ts';

/** The operations that answer in pages. */
export type PagedOperation = 'Query' | 'Scan';

const countOf = (answer: WireObject, name: string): number => {
  const count = answer[name];
  return typeof count === 'number' ? count : 0;
};

const readPage = (caller: Caller, input: WireObject, reply: RawReply): Page =>
  readAnswer(caller, input, () => {
    const answer = parseBody(reply.body);
    return {
      items: itemsOf(answer, 'Items'),
      scanned: countOf(answer, 'ScannedCount'),
      lastKey: itemOf(answer, 'LastEvaluatedKey'),
      units: unitsOf(answer),
      attempts: reply.attempts,
    };
  });

const readRawPage = (caller: Caller, input: WireObject, { body, attempts }: RawReply): RawPage =>
  readAnswer(caller, input, () => ({
    body,
    attempts,
    lastKey: lastKeyIn(body),
    units: unitsInAnswer(input, body),
  }));

/** One page. */
export async function onePage(
  caller: Caller,
  operation: PagedOperation,
  input: WireObject,
  options?: CallOptions,
): Promise<Page> {
  return readPage(caller, input, await caller.raw(operation, input, options));
}

/** One page, undecoded. */
export async function oneRawPage(
  caller: Caller,
  operation: PagedOperation,
  input: WireObject,
  options?: CallOptions,
): Promise<RawPage> {
  return readRawPage(caller, input, await caller.raw(operation, input, options));
}

/** Lets waiting input and output go first. Twice, so that a request just made is written out before we compute. */
const letOthersRun = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise<void>((done) => setImmediate(done));
};

/**
 * Asks for pages. Those asked for ahead have a signal of their own, by which they end with the loop over them; the first is
 * awaited before there is a loop to leave.
 */
function createAsker(caller: Caller, operation: PagedOperation, input: WireObject, options?: CallOptions) {
  const given = options?.signal;
  let ahead: AbortController | undefined;
  const stop = (): void => ahead?.abort();
  const signalAhead = (): AbortSignal => {
    if (ahead !== undefined) return ahead.signal;
    ahead = new AbortController();
    if (given?.aborted === true) stop();
    given?.addEventListener('abort', stop, { once: true });
    return ahead.signal;
  };
  const ask = (input: WireObject, signal: AbortSignal | undefined): Promise<RawReply> => {
    const reply = caller.raw(operation, input, { signal });
    reply.catch(() => undefined);
    return reply;
  };
  return {
    first: () => ask(input, given),
    after: (key: AttributeMap) => ask({ ...input, ExclusiveStartKey: key }, signalAhead()),
    close: (): void => {
      given?.removeEventListener('abort', stop);
      stop();
    },
  };
}

/**
 * Every page. The key of the next one is taken from a page's last bytes and asked for before the page is parsed,
 * so that server and reader work at the same time. Leaving the loop early ends the request under way.
 */
export async function* allPages(
  caller: Caller,
  operation: PagedOperation,
  input: WireObject,
  options?: CallOptions,
): AsyncGenerator<Page, void, undefined> {
  const { first, after, close } = createAsker(caller, operation, input, options);
  try {
    let next: Promise<RawReply> | undefined = first();
    while (next !== undefined) {
      const reply: RawReply = await next;
      throwIfCancelled(options?.signal);
      const peeked = peekLastKey(reply.body);
      next = peeked === undefined ? undefined : after(peeked);
      await letOthersRun();
      const page = readPage(caller, input, reply);
      if (next === undefined && page.lastKey !== undefined) next = after(page.lastKey);
      // What is done with the page takes about as long as parsing it: not both at a stretch.
      await letOthersRun();
      yield page;
    }
  } finally {
    close();
  }
}

/**
 * Every page, undecoded; the next one is asked for before this one is handed over. Otherwise as {@link allPages}.
 * `within` may take less of each page, and end with it.
 */
export async function* allRawPages(
  caller: Caller,
  operation: PagedOperation,
  input: WireObject,
  options?: CallOptions,
  within: (page: RawPage) => RawPage = (page) => page,
): AsyncGenerator<RawPage, void, undefined> {
  const { first, after, close } = createAsker(caller, operation, input, options);
  try {
    let next: Promise<RawReply> | undefined = first();
    while (next !== undefined) {
      const reply: RawReply = await next;
      throwIfCancelled(options?.signal);
      const page = within(readRawPage(caller, input, reply));
      next = page.lastKey === undefined ? undefined : after(page.lastKey);
      if (next !== undefined) await letOthersRun();
      yield page;
    }
  } finally {
    close();
  }
}
