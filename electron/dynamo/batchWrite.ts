import { hasCode, isAppError, throwIfCancelled, type AppError } from '#shared/errors/appError.ts';
import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { inRounds, isObject, underTable } from './batchRounds.ts';
import { maybeDone, unitsOf, type Caller } from './call.ts';
import { parseBody, type WireObject } from './codec.ts';
import type { BatchMember, BatchOutcome, BatchWriteOptions, CallOptions, ServerTable } from './dynamo.ts';
import { runInFlight } from './inFlight.ts';
import { keyNames, keyText } from './keyText.ts';
import type { Timing } from './pause.ts';
import { requestsOf } from './requestSize.ts';

/** Requests under way at a time unless told. */
const CONCURRENCY = 4;

const memberInput = (member: BatchMember): WireObject =>
  member.put === undefined ? { DeleteRequest: { Key: member.key } } : { PutRequest: { Item: member.put } };

/** The item or key of an unprocessed member. */
const unprocessed = (entry: unknown): AttributeMap => {
  if (isObject(entry)) {
    const put = isObject(entry['PutRequest']) ? entry['PutRequest']['Item'] : undefined;
    const key = isObject(entry['DeleteRequest']) ? entry['DeleteRequest']['Key'] : undefined;
    if (isAttributeMap(put)) return put;
    if (isAttributeMap(key)) return key;
  }
  throw new SyntaxError('An unprocessed item in the answer is neither a put nor a delete.');
};

/** Only the last member for each item, in the caller's order, each with its key as text. */
const lastOfEach = (
  members: readonly BatchMember[],
  names: readonly string[],
): ReadonlyMap<BatchMember, string | undefined> => {
  const texts = members.map((member) => keyText(member.put ?? member.key, names));
  const last = new Map(texts.map((text, index) => [text, index]));
  return new Map(
    members.flatMap((member, index) => {
      const text = texts[index];
      return text === undefined || last.get(text) === index ? [[member, text] as const] : [];
    }),
  );
};

/** Writes of many items at once. `describeTable` is asked for the key of a table once. */
export const batchWriteCalls = (
  caller: Caller,
  timing: Timing,
  describeTable: (table: string, options?: CallOptions) => Promise<ServerTable>,
) => {
  const known = new Map<string, readonly string[]>();
  const namesFor = async (
    table: string,
    members: readonly BatchMember[],
    options: BatchWriteOptions | undefined,
  ): Promise<readonly string[]> => {
    if (options?.key !== undefined) return keyNames(options.key);
    const key = members.find((member) => member.key !== undefined)?.key;
    if (key !== undefined) return Object.keys(key).sort();
    const names = known.get(table) ?? keyNames((await describeTable(table, options)).key);
    known.set(table, names);
    return names;
  };

  const batchWrite = async (
    table: string,
    members: readonly BatchMember[],
    options?: BatchWriteOptions,
  ): Promise<BatchOutcome> => {
    if (members.length === 0)
      return { leftovers: [], error: undefined, mayBeWritten: false, units: 0, attempts: 0 };
    const names = await namesFor(table, members, options);
    const texts = lastOfEach(members, names);
    const distinct = [...texts.keys()];
    const open = new Set(distinct);
    const tally = { units: 0, attempts: 0, lost: false };

    /** Sends some members; gives those that the server left over. */
    const send = async (sent: readonly BatchMember[]): Promise<readonly BatchMember[]> => {
      const input = { RequestItems: { [table]: sent.map(memberInput) }, ReturnConsumedCapacity: 'TOTAL' };
      const result = await caller.attempt('BatchWriteItem', input, { ...options, ownThrottling: true });
      tally.attempts += result.ok ? result.reply.attempts : result.attempts;
      if (!result.ok) {
        tally.lost ||= result.fates.some(maybeDone);
        throwIfCancelled(options?.signal);
        const error = caller.explain(result.error, input);
        // Refused for being too fast: they wait their turn like leftovers.
        if (hasCode(error, 'Throttled')) return sent;
        throw error;
      }
      let rest: readonly BatchMember[];
      try {
        const answer = parseBody(result.reply.body);
        tally.units += unitsOf(answer);
        const entries = underTable(answer, 'UnprocessedItems', table);
        const left = new Set(
          (Array.isArray(entries) ? entries : []).map((entry) => keyText(unprocessed(entry), names)),
        );
        rest = sent.filter((member) => left.has(texts.get(member)));
        if (rest.length !== left.size) throw new SyntaxError('An unprocessed item was not asked for.');
      } catch (error) {
        tally.lost = true;
        throw caller.explain(error, input);
      }
      const still = new Set(rest);
      for (const member of sent) if (!still.has(member)) open.delete(member);
      return rest;
    };

    let failure: AppError | undefined;
    try {
      await runInFlight(requestsOf(distinct), options?.concurrency ?? CONCURRENCY, (request) =>
        inRounds(request, send, timing, options?.signal),
      );
    } catch (error) {
      known.delete(table);
      if (!isAppError(error) || (open.size === distinct.length && !tally.lost)) throw error;
      failure = error;
    }
    return {
      leftovers: [...open],
      error: failure,
      mayBeWritten: tally.lost && open.size > 0,
      units: tally.units,
      attempts: tally.attempts,
    };
  };
  return { batchWrite };
};
