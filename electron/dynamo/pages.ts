import { throwIfCancelled } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { peekLastKey } from '../pages/lastKey.ts';
import { unitsOf, type Caller, type RawReply } from './call.ts';
import { itemOf, itemsOf, parseBody, type WireObject } from './codec.ts';
import type { CallOptions, Page } from './dynamo.ts';
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

/** One page. */
export async function onePage(
  caller: Caller,
  operation: PagedOperation,
  input: WireObject,
  options?: CallOptions,
): Promise<Page> {
  return readPage(caller, input, await caller.raw(operation, input, options));
}

/** Lets waiting input and output go first. Twice, so that a request just made is written out before we compute. */
const letOthersRun = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise<void>((done) => setImmediate(done));
};

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
  const ahead = new AbortController();
  const stop = (): void => ahead.abort();
  if (options?.signal?.aborted === true) stop();
  options?.signal?.addEventListener('abort', stop, { once: true });
  const ask = (key: AttributeMap): Promise<RawReply> => {
    const reply = caller.raw(operation, { ...input, ExclusiveStartKey: key }, { signal: ahead.signal });
    reply.catch(() => undefined);
    return reply;
  };
  try {
    let next: Promise<RawReply> | undefined = caller.raw(operation, input, { signal: ahead.signal });
    while (next !== undefined) {
      const reply: RawReply = await next;
      throwIfCancelled(options?.signal);
      const peeked = peekLastKey(reply.body);
      next = peeked === undefined ? undefined : ask(peeked);
      await letOthersRun();
      const page = readPage(caller, input, reply);
      if (next === undefined && page.lastKey !== undefined) next = ask(page.lastKey);
      // What is done with the page takes about as long as parsing it: not both at a stretch.
      await letOthersRun();
      yield page;
    }
  } finally {
    options?.signal?.removeEventListener('abort', stop);
    ahead.abort();
  }
}
