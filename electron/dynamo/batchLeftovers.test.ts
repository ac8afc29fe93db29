import type { IncomingMessage, RequestListener } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { attributeMapSchema, numberTextOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { connectDynamo } from './client.ts';
import type { BatchMember, Dynamo } from './dynamo.ts';
import { withServer } from './ownServer.fixture.ts';
import { REAL_TIMING } from './pause.ts';

const KEY = { hash: { name: 'n', type: 'N' } } as const;

const member = z.union([
  z.object({ PutRequest: z.object({ Item: attributeMapSchema }) }),
  z.object({ DeleteRequest: z.object({ Key: attributeMapSchema }) }),
]);
const request = z.object({
  RequestItems: z.object({
    t: z.union([
      z.array(member).min(1).max(25),
      z.object({ Keys: z.array(attributeMapSchema).min(1).max(100) }),
    ]),
  }),
});

const readAll = async (incoming: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return text;
};

const respelled = (item: AttributeMap): AttributeMap => ({
  ...item,
  n: { N: String(Number(numberTextOf(item, 'n'))) },
});

/**
 * A server that gets to `gifts[n]` members of the nth request, and to none of those that follow, last ones first, and
 * spells numbers its own way. It keeps items by number.
 */
const grudging = (gifts: readonly number[]) => {
  const table = new Map<number, AttributeMap>();
  const sendings: number[] = [];
  const idOf = (item: AttributeMap): number => Number(numberTextOf(item, 'n'));
  const answer: RequestListener = (incoming, outgoing) => {
    void readAll(incoming).then((text) => {
      const asked = request.parse(JSON.parse(text)).RequestItems.t;
      const gift = gifts[sendings.length] ?? 0;
      const all = Array.isArray(asked) ? asked : asked.Keys;
      const kept = Math.max(0, all.length - gift);
      sendings.push(all.length);
      if (!Array.isArray(asked)) {
        const found = asked.Keys.slice(kept)
          .map((key) => table.get(idOf(key)))
          .filter((item) => item !== undefined);
        const left = asked.Keys.slice(0, kept).map(respelled).reverse();
        outgoing.end(JSON.stringify({ Responses: { t: found }, UnprocessedKeys: { t: { Keys: left } } }));
        return;
      }
      for (const entry of asked.slice(kept)) {
        if ('PutRequest' in entry) table.set(idOf(entry.PutRequest.Item), respelled(entry.PutRequest.Item));
        else table.delete(idOf(entry.DeleteRequest.Key));
      }
      const left = asked
        .slice(0, kept)
        .map((entry) =>
          'PutRequest' in entry
            ? { PutRequest: { Item: respelled(entry.PutRequest.Item) } }
            : { DeleteRequest: { Key: respelled(entry.DeleteRequest.Key) } },
        );
      outgoing.end(JSON.stringify({ UnprocessedItems: left.length === 0 ? {} : { t: left.reverse() } }));
    });
  };
  return { table, sendings, answer };
};

const against = (
  server: ReturnType<typeof grudging>,
  work: (dynamo: Dynamo) => Promise<void>,
): Promise<void> =>
  withServer(server.answer, async (endpoint) => {
    const timing = { ...REAL_TIMING, random: () => 0 };
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'r' }, { timing });
    await work(dynamo);
    dynamo.close();
  });

const gifts = fc.array(fc.constantFrom(0, 0, 0, 1, 7, 25, 100), { maxLength: 30 });
const numbers = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 80 });
const concurrency = fc.constantFrom(1, 4);
const spelled = (n: number, index: number): string => (index % 3 === 0 ? `${n}.0` : String(n));

it('knows of every member whether it is written, whatever a server leaves over', async () => {
  await fc.assert(
    fc.asyncProperty(gifts, numbers, concurrency, async (given, list, inFlight) => {
      const server = grudging(given);
      await against(server, async (dynamo) => {
        const members = list.map((n, index): BatchMember => {
          const key = { n: { N: spelled(n, index) } };
          return index % 5 === 4 ? { key } : { put: { ...key, at: { N: String(index) } } };
        });
        const outcome = await dynamo.batchWrite('t', members, { key: KEY, concurrency: inFlight });
        expect(outcome).toMatchObject({ error: undefined, mayBeWritten: false });
        expect(outcome.attempts).toBe(server.sendings.length);
        // The caller's own members, in the caller's order.
        const places = outcome.leftovers.map((left) => members.indexOf(left));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places).not.toContain(-1);
        const open = new Set(places);
        const last = new Map(list.map((n, index) => [n, index]));
        for (const [n, index] of last) {
          const wanted = members[index]?.put === undefined ? undefined : { N: String(index) };
          const there = server.table.get(n)?.['at'];
          expect(there).toEqual(open.has(index) ? undefined : wanted);
          open.delete(index);
        }
        expect(open.size).toBe(0);
      });
    }),
    { numRuns: 30 },
  );
});

it('knows of every key whether it was read, whatever a server leaves out', async () => {
  await fc.assert(
    fc.asyncProperty(gifts, numbers, concurrency, async (given, list, inFlight) => {
      const server = grudging(given);
      for (let n = 0; n <= 60; n += 2) server.table.set(n, { n: { N: String(n) } });
      await against(server, async (dynamo) => {
        const keys = list.map((n, index) => ({ n: { N: spelled(n, index) } }));
        const { items, unread, attempts } = await dynamo.batchGet('t', keys, { concurrency: inFlight });
        expect(attempts).toBe(server.sendings.length);
        const open = new Set(unread.map((key) => Number(numberTextOf(key, 'n'))));
        expect(open.size).toBe(unread.length);
        expect(items).toEqual(
          list.map((n) => (n % 2 === 0 && !open.has(n) ? { n: { N: String(n) } } : undefined)),
        );
      });
    }),
    { numRuns: 30 },
  );
});
