import { hasCode } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { requestInProgress } from './errors.ts';
import type {
  BeginOptions,
  Begun,
  CompleteOptions,
  IdempotencyStore,
  RequestAppend,
} from './idempotencyStore.ts';
import { requestHash } from './requestHash.ts';

/** What a request came to. */
export interface Executed {
  readonly result: AttributeMap;
  /** Whether it was answered from the record, without being run. */
  readonly replayed: boolean;
}

/** How a request is run: how long it may take, how long its result is kept, and the signal that ends it. */
export type ExecuteOptions = Pick<BeginOptions, 'leaseSeconds' | 'signal'> & CompleteOptions;

/** Begins a request: ours to run, or answered from its record. */
async function claim(
  store: IdempotencyStore,
  key: string,
  request: AttributeMap,
  { leaseSeconds, signal }: ExecuteOptions,
): Promise<{ readonly begun: Begun } | { readonly begun: undefined; readonly executed: Executed }> {
  const found = await store.begin(key, requestHash(request), { leaseSeconds, signal });
  switch (found.outcome) {
    case 'begun':
      return { begun: found.begun };
    case 'replay':
      return { begun: undefined, executed: { result: found.result, replayed: true } };
    case 'inProgress':
      throw requestInProgress(key, found.until);
  }
}

/**
 * Runs `work`; when it throws, gives the request up, so that the next call runs it again. Not when it is unknown whether
 * what it wrote was written: then the record stands until it expires.
 */
async function releasedOnFailure<T>(
  store: IdempotencyStore,
  begun: Begun,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'WriteOutcomeUnknown')) {
      // What `work` threw is what the caller must hear of; a record that could not be released expires.
      await store.release(begun).catch(() => undefined);
    }
    throw error;
  }
}

/**
 * Runs `fn` at most once for each live record of `key`, and gives every repeat the stored result. When `fn` throws, the
 * record is released and the next call runs it again, except after `WriteOutcomeUnknown`. When the process dies, or the
 * result cannot be stored after `fn` is through, the record stands until it expires and the next call after that runs
 * `fn` again: where that must not happen, let {@link appendOnce} store effect and result together.
 * @throws `IdempotencyKeyReused` for another request under the same key; `RequestInProgress`; `ConcurrentModification`
 * when `fn` outlasted `leaseSeconds` and somebody took over; `WriteOutcomeUnknown`; whatever `fn` throws
 */
export async function executeOnce(
  store: IdempotencyStore,
  key: string,
  request: AttributeMap,
  fn: () => Promise<AttributeMap>,
  options: ExecuteOptions = {},
): Promise<Executed> {
  const claimed = await claim(store, key, request, options);
  if (claimed.begun === undefined) return claimed.executed;
  const result = await releasedOnFailure(store, claimed.begun, fn);
  // Not released when this fails: `fn` has had its effect, and must not run again at once.
  await store.complete(claimed.begun, { result }, options);
  return { result, replayed: false };
}

/**
 * Appends at most one event for each live record of `key`, with the result in the same transaction; a repeat gets the
 * stored result. `append` is asked after the begin, so that it can name the sequence which is next then.
 * @throws as {@link executeOnce}; and `OptimisticConflict` when the sequence is taken, the record released
 */
export async function appendOnce(
  store: IdempotencyStore,
  key: string,
  request: AttributeMap,
  append: () => Promise<RequestAppend>,
  options: ExecuteOptions = {},
): Promise<Executed> {
  const claimed = await claim(store, key, request, options);
  if (claimed.begun === undefined) return claimed.executed;
  const { begun } = claimed;
  return releasedOnFailure(store, begun, async () => {
    const wanted = await append();
    await store.appendAndComplete(begun, wanted, options);
    return { result: wanted.result, replayed: false };
  });
}
