import { AppError, hasCode, throwIfCancelled } from '#shared/errors/appError.ts';
import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Caller } from './call.ts';
import { itemsOf, type WireObject } from './codec.ts';
import type { BatchMember, BatchOutcome, CallOptions } from './dynamo.ts';
import { readAnswer } from './writes.ts';

/** Most members that DynamoDB takes in one BatchWriteItem. */
const MOST_WRITES = 25;

/** How often what the server left over is asked for again before it is handed back, or given up. */
const ROUNDS = 8;

const isObject = (value: unknown): value is WireObject => typeof value === 'object' && value !== null;

const underTable = (answer: WireObject, name: string, table: string): unknown => {
  const holder = answer[name];
  return isObject(holder) && Object.hasOwn(holder, table) ? holder[table] : undefined;
};

const memberInput = (member: BatchMember): WireObject =>
  member.put === undefined ? { DeleteRequest: { Key: member.key } } : { PutRequest: { Item: member.put } };

const memberOf = (entry: unknown): BatchMember => {
  if (isObject(entry)) {
    const put = isObject(entry['PutRequest']) ? entry['PutRequest']['Item'] : undefined;
    const key = isObject(entry['DeleteRequest']) ? entry['DeleteRequest']['Key'] : undefined;
    if (isAttributeMap(put)) return { put };
    if (isAttributeMap(key)) return { key };
  }
  throw new SyntaxError('An unprocessed item in the answer is neither a put nor a delete.');
};

/** Waits `ms` milliseconds, or until `signal` is aborted. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      done();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });

/** Full jitter, 25 ms doubling up to 2 s. */
const delayBefore = (round: number): number => Math.random() * Math.min(2000, 25 * 2 ** round);

const leftUnread = (table: string, count: number): AppError =>
  new AppError('Throttled', {
    message: `${table} left ${count} items unread even after several attempts.`,
    nextStep: 'Wait a moment, then try again.',
  });

/** Writes and reads of many items at once. */
export const batchCalls = (caller: Caller) => ({
  async batchWrite(
    table: string,
    members: readonly BatchMember[],
    options?: CallOptions,
  ): Promise<BatchOutcome> {
    let units = 0;
    let attempts = 0;
    const leftovers: BatchMember[] = [];
    for (let from = 0; from < members.length; from += MOST_WRITES) {
      let open: readonly BatchMember[] = members.slice(from, from + MOST_WRITES);
      for (let round = 0; open.length > 0 && round < ROUNDS; round += 1) {
        if (round > 0) await pause(delayBefore(round), options?.signal);
        throwIfCancelled(options?.signal);
        const input = { RequestItems: { [table]: open.map(memberInput) }, ReturnConsumedCapacity: 'TOTAL' };
        let reply;
        try {
          reply = await caller.call('BatchWriteItem', input, options);
        } catch (error) {
          // Refused for being too fast: none of these is written, and they wait their turn like leftovers.
          if (hasCode(error, 'Throttled')) continue;
          throw error;
        }
        units += reply.units;
        attempts += reply.attempts;
        const rest = underTable(reply.answer, 'UnprocessedItems', table);
        open = Array.isArray(rest) ? readAnswer(caller, input, () => rest.map(memberOf)) : [];
      }
      leftovers.push(...open);
    }
    return { leftovers, units, attempts };
  },

  async batchGet(
    table: string,
    keys: readonly AttributeMap[],
    options?: CallOptions & { readonly consistent?: boolean | undefined },
  ) {
    let units = 0;
    let attempts = 0;
    const items: AttributeMap[] = [];
    let open = keys;
    for (let round = 0; open.length > 0; round += 1) {
      if (round === ROUNDS) throw leftUnread(table, open.length);
      if (round > 0) await pause(delayBefore(round), options?.signal);
      const input = {
        RequestItems: {
          [table]: { Keys: open, ...(options?.consistent === true ? { ConsistentRead: true } : {}) },
        },
        ReturnConsumedCapacity: 'TOTAL',
      };
      const reply = await caller.call('BatchGetItem', input, options);
      units += reply.units;
      attempts += reply.attempts;
      const found = underTable(reply.answer, 'Responses', table);
      const rest = underTable(reply.answer, 'UnprocessedKeys', table);
      readAnswer(caller, input, () => {
        items.push(...itemsOf({ found }, 'found'));
        open = isObject(rest) ? itemsOf(rest, 'Keys') : [];
      });
    }
    return { items, units, attempts };
  },
});
