import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringOf } from '#shared/model/attributeValue.ts';
import type { ScanRequest } from '../../../dynamo/dynamo.ts';
import { scanPlanFor } from '../../../dynamo/scan.ts';
import { planOf, type PlanWishes } from './tablePlan.ts';

const serverOf = (kind: Parameters<typeof scanPlanFor>[0]) => ({
  serverKind: () => Promise.resolve(kind),
  rawScanPage: () => Promise.reject(new Error('Nothing is to be read.')),
});
/** What a page of 1 MB of items may take on the wire. */
const PAGE = 1.2e6;
/** A DynamoDB Local whose table has that many bytes in all of its segments. */
const localOf = (bytes: number, asked: ScanRequest[] = []) => ({
  serverKind: () => Promise.resolve('dynamodb-local' as const),
  rawScanPage: (request: ScanRequest) => {
    asked.push(request);
    const size = Math.round(bytes / (request.segment?.of ?? 1));
    const lastKey = size > PAGE ? { PK: { S: 'last' } } : undefined;
    return Promise.resolve({ body: new Uint8Array(Math.min(size, PAGE)), lastKey, units: 0, attempts: 1 });
  },
});
const KEY = { hash: { name: 'PK', type: 'S' } } as const;
const tableOf = (items: number, bytes: number) => ({
  table: 't',
  describe: () => Promise.resolve({ table: 't', key: KEY, items, bytes }),
});
const neverDescribed = {
  table: 't',
  describe: () => Promise.reject(new Error('Nothing is to be described.')),
};
/** Small enough for the segments that any table of DynamoDB Local is read in. */
const SMALL = 1e6;
const anyServer = (kind: Parameters<typeof scanPlanFor>[0]) =>
  kind === 'dynamodb-local' ? localOf(SMALL) : serverOf(kind);
const { signal } = new AbortController();
const KINDS = ['dynoxide', 'dynamodb-local', 'aws', 'other'] as const;

describe('the plan of a scan', () => {
  it.each(KINDS)('is the fastest one for %s where nothing else is asked for', async (kind) => {
    expect(await planOf(anyServer(kind), tableOf(1000, 1e6), {}, signal)).toMatchObject(scanPlanFor(kind));
  });

  it.each(['dynamodb-local', 'aws', 'other'] as const)(
    'does not describe a table of %s where it does not matter',
    async (kind) => {
      expect(await planOf(anyServer(kind), neverDescribed, {}, signal)).toMatchObject(scanPlanFor(kind));
    },
  );

  it('reads a large table of DynamoDB Local in small pages, by the size of a part of it', async () => {
    const asked: ScanRequest[] = [];
    const plan = await planOf(localOf(74e6, asked), neverDescribed, {}, signal);
    expect(plan).toMatchObject({ segments: 251, inFlight: 4, samplesUnits: true });
    expect(asked).toEqual([{ table: 't', segment: { index: 0, of: 256 }, tellsUnits: false }]);
    expect(await planOf(localOf(6e8), neverDescribed, {}, signal)).toMatchObject({ segments: 2035 });
    expect(await planOf(localOf(1e12), neverDescribed, {}, signal)).toMatchObject({ segments: 4096 });
    for (const wishes of [{ segments: 2 }, { segments: 2, maxUnits: 10 }])
      expect(await planOf(serverOf('dynamodb-local'), tableOf(1, 1), wishes, signal)).toMatchObject({
        segments: 2,
      });
  });

  it('estimates units only where they cost nothing and nothing is limited by them', async () => {
    const sampled = async (kind: (typeof KINDS)[number], wishes: PlanWishes) =>
      (await planOf(anyServer(kind), tableOf(1000, 1e6), wishes, signal)).samplesUnits ?? false;
    expect(await sampled('dynamodb-local', {})).toBe(true);
    expect(await sampled('dynamodb-local', { segments: 8 })).toBe(true);
    expect(await sampled('dynamodb-local', { maxUnits: 1000 })).toBe(false);
    expect(await sampled('dynamodb-local', { unitsPerSecond: 1000 })).toBe(false);
    for (const kind of ['dynoxide', 'aws', 'other'] as const) expect(await sampled(kind, {})).toBe(false);
  });

  it('takes the segments that the reader wants', async () => {
    expect(await planOf(serverOf('aws'), tableOf(1, 1), { segments: 5 }, signal)).toMatchObject({
      segments: 5,
      inFlight: 5,
    });
  });

  it('parts a large table in dynoxide by ranges of its keys, and no other', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `t${String(index).padStart(4, '0')}`);
    const server = (kind: Parameters<typeof scanPlanFor>[0]) => ({
      serverKind: () => Promise.resolve(kind),
      rawScanPage: ({ startKey }: ScanRequest) => {
        const behind = (startKey && stringOf(startKey, 'PK')) ?? '';
        const id = ids.find((each) => each > behind);
        return Promise.resolve({
          body: new Uint8Array(),
          lastKey: id === undefined ? undefined : { PK: { S: id } },
          units: 0,
          attempts: 1,
        });
      },
    });
    const plan = await planOf(server('dynoxide'), tableOf(100_000, 0), {}, signal);
    expect(plan).toMatchObject({ segments: 8, inFlight: 2, ranges: { hash: 'PK' } });
    expect(plan.ranges?.bounds).toHaveLength(7);
    for (const kind of ['aws', 'dynamodb-local', 'other'] as const)
      expect(await planOf(server(kind), tableOf(100_000, 0), {}, signal)).toMatchObject(scanPlanFor(kind));
    for (const wishes of [{ segments: 2 }, { unitsPerSecond: 5 }, { maxUnits: 100 }])
      expect(await planOf(server('dynoxide'), tableOf(100_000, 0), wishes, signal)).not.toHaveProperty(
        'ranges',
      );
    expect(await planOf(server('dynoxide'), tableOf(20_000, 0), {}, signal)).toEqual(scanPlanFor('dynoxide'));
  });

  it.each([
    ['what about a second may bring', 'unitsPerSecond', (units: number) => units],
    ['a tenth of what may be consumed in all', 'maxUnits', (units: number) => Math.max(2, units / 10)],
  ] as const)('has under way, under a ceiling, %s', async (_, wish, bound) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...KINDS),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 10, max: 400_000 }),
        async (kind, units, items, itemBytes) => {
          const table = tableOf(items, items * itemBytes);
          const { inFlight, limit } = await planOf(serverOf(kind), table, { [wish]: units }, signal);
          const pageBytes = Math.min(1024 * 1024, (limit ?? Infinity) * itemBytes);
          const underWay = (inFlight * 2 * pageBytes) / 8192;
          // One item a page is the least that can be asked for.
          expect(underWay).toBeLessThanOrEqual(Math.max(bound(units), (2 * itemBytes) / 8192));
          expect(inFlight).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});
