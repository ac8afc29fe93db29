import { hasCode, throwIfCancelled } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { inRounds, isObject, underTable } from './batchRounds.ts';
import { unitsOf, type Caller } from './call.ts';
import { itemsOf, parseBody } from './codec.ts';
import type { BatchGetOptions, BatchItems } from './dynamo.ts';
import { runInFlight } from './inFlight.ts';
import { keyText } from './keyText.ts';
import type { Timing } from './pause.ts';
import { readAnswer } from './writes.ts';

/** Most keys that DynamoDB takes in one BatchGetItem. */
const MOST_KEYS = 100;

/** Requests under way at a time unless told. */
const CONCURRENCY = 4;

/** Reads of many items at once. */
export const batchGetCalls = (caller: Caller, timing: Timing) => ({
  async batchGet(
    table: string,
    keys: readonly AttributeMap[],
    options?: BatchGetOptions,
  ): Promise<BatchItems> {
    const names = Object.keys(keys[0] ?? {}).sort();
    const textOf = (item: AttributeMap): string => keyText(item, names) ?? JSON.stringify(item);
    const found = new Map<string, AttributeMap>();
    let units = 0;
    let attempts = 0;

    /** Asks for some keys; gives those that the server left out. */
    const ask = async (open: readonly string[]): Promise<readonly string[]> => {
      const request = { Keys: open.map((text) => wanted.get(text)) };
      const asked = options?.consistent === true ? { ...request, ConsistentRead: true } : request;
      const input = { RequestItems: { [table]: asked }, ReturnConsumedCapacity: 'TOTAL' };
      const result = await caller.attempt('BatchGetItem', input, { ...options, ownThrottling: true });
      attempts += result.ok ? result.reply.attempts : result.attempts;
      if (!result.ok) {
        throwIfCancelled(options?.signal);
        const error = caller.explain(result.error, input);
        if (hasCode(error, 'Throttled')) return open;
        throw error;
      }
      return readAnswer(caller, input, () => {
        const answer = parseBody(result.reply.body);
        units += unitsOf(answer);
        const items = itemsOf({ found: underTable(answer, 'Responses', table) }, 'found');
        for (const item of items) found.set(textOf(item), item);
        const rest = underTable(answer, 'UnprocessedKeys', table);
        const left = new Set((isObject(rest) ? itemsOf(rest, 'Keys') : []).map(textOf));
        const still = open.filter((text) => left.has(text));
        if (still.length !== left.size) throw new SyntaxError('An unprocessed key was not asked for.');
        return still;
      });
    };

    const texts = keys.map(textOf);
    const wanted = new Map<string, AttributeMap>();
    keys.forEach((key, index) => {
      const text = texts[index];
      if (text !== undefined && !wanted.has(text)) wanted.set(text, key);
    });
    const distinct = [...wanted.keys()];
    const chunks = Array.from({ length: Math.ceil(distinct.length / MOST_KEYS) }, (_, index) =>
      distinct.slice(index * MOST_KEYS, (index + 1) * MOST_KEYS),
    );
    const rests = await runInFlight(chunks, options?.concurrency ?? CONCURRENCY, (chunk) =>
      inRounds(chunk, ask, timing, options?.signal),
    );
    return {
      items: texts.map((text) => found.get(text)),
      unread: rests
        .flat()
        .map((text) => wanted.get(text))
        .filter((key) => key !== undefined),
      units,
      attempts,
    };
  },
});
