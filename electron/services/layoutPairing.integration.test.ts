import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { layoutFileSchema, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { buildWorkers } from '../worker/buildWorkers.fixture.ts';
import { previewLayout } from './layoutPreview.ts';
import { sampleThreads, type OpenSample } from './layoutThread.ts';

const KEY = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;
const TABLE = 'orders';

const event = (id: string, seq: number): AttributeMap => ({
  pk: { S: `ORDER#${id}` },
  sk: { S: `EVT#${seq}` },
  type: { S: 'Placed' },
});
const state = (id: string): AttributeMap => ({
  pk: { S: `ORDER#${id}` },
  sk: { S: 'STATE' },
  total: { N: '5' },
});
const EVENTS = ['a', 'b', 'c', 'd'].flatMap((id) => [event(id, 1), event(id, 2)]);
const STATES = ['a', 'b', 'c', 'd'].map(state);

type Projection = NonNullable<LayoutFileInput['projections']>[number];

const layoutWith = (...projections: readonly Projection[]) =>
  layoutFileSchema.parse({
    dynascopeLayout: 1,
    name: 'orders',
    key: { partition: KEY.hash, sort: KEY.range },
    events: [
      {
        match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
        stream: '{id}',
        sequence: { sum: [{ from: { part: 'seq' } }] },
        event: { type: 'type' },
      },
    ],
    projections: [...projections],
  } satisfies LayoutFileInput);

const match = { partition: 'ORDER#{id}', sort: 'STATE' };
const NOT_LOOKED = { streams: { of: 0, found: 0 }, projections: { of: 0, found: 0 } };

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('how events and projections pair', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  let folder: string;
  let openSample: OpenSample;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layout-pairing-'));
    await buildWorkers(folder, ['layoutWorker']);
    openSample = sampleThreads(join(folder, 'layoutWorker.cjs'));
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    await dynamo.createTable({ table: TABLE, key: KEY, indexes: [], ttlAttribute: undefined });
    const puts = [...EVENTS, ...STATES].map((put) => ({ put }));
    expect((await dynamo.batchWrite(TABLE, puts)).leftovers).toEqual([]);
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const shown = async (
    layout: ReturnType<typeof layoutWith>,
    items: readonly AttributeMap[],
    whole = true,
  ) => {
    const pages = [new Uint8Array(Buffer.from(JSON.stringify({ Items: items })))];
    const thread = openSample({ table: TABLE, key: KEY, ttlAttribute: undefined, pages, whole });
    const sample = { table: TABLE, key: KEY, whole, thread };
    try {
      return await previewLayout(dynamo, sample, layout, new AbortController().signal);
    } finally {
      thread.close();
    }
  };
  const pairing = async (
    layout: ReturnType<typeof layoutWith>,
    items: readonly AttributeMap[],
    whole: boolean,
  ) => {
    return (await shown(layout, items, whole)).pairing;
  };

  it('counts what pairs, and looks nothing up then', async () => {
    const held = await pairing(layoutWith({ match, stream: '{id}' }), [...EVENTS, state('a')], false);
    expect(held).toMatchObject({ streams: 4, projections: 1, paired: 1, looked: NOT_LOOKED });
    expect(await pairing(layoutWith(), EVENTS, true)).toBeUndefined();
  });

  it('knows of a whole table that nothing pairs', async () => {
    const layout = layoutWith({ match, stream: 'STATE-{id}' });
    expect(await pairing(layout, [...EVENTS, ...STATES], true)).toEqual({
      streams: 4,
      projections: 4,
      paired: 0,
      whole: true,
      always: true,
      looked: NOT_LOOKED,
      stream: 'a',
      projection: 'STATE-a',
    });
  });

  it('looks up some of either kind where a part of the table pairs nothing', async () => {
    const parted = [...EVENTS.slice(0, 6), state('d')];
    const right = await pairing(layoutWith({ match, stream: '{id}' }), parted, false);
    expect(right).toMatchObject({
      streams: 3,
      projections: 1,
      paired: 0,
      looked: { streams: { of: 3, found: 3 }, projections: { of: 1, found: 1 } },
    });
    const wrong = await pairing(layoutWith({ match, stream: 'STATE-{id}' }), parted, false);
    expect(wrong?.looked).toEqual({ streams: { of: 3, found: 0 }, projections: { of: 1, found: 0 } });
  });

  it('looks nothing up that only reading the whole table finds', async () => {
    const layout = layoutWith({ match: { sort: 'STATE' }, stream: '{@total}' });
    expect(await pairing(layout, [...EVENTS, ...STATES], false)).toMatchObject({
      paired: 0,
      looked: NOT_LOOKED,
    });
  });

  it('looks projections up in the table that they lie in, also where the sample is the whole table', async () => {
    const layout = layoutWith({ match, stream: '{id}', table: TABLE });
    expect(await pairing(layout, EVENTS, true)).toMatchObject({
      projections: 0,
      whole: false,
      looked: { streams: { of: 3, found: 3 } },
    });
  });

  it('takes nothing of this table for projections that lie in another one', async () => {
    await dynamo.createTable({ table: 'states', key: KEY, indexes: [], ttlAttribute: undefined });
    const layout = layoutWith({ match: { partition: 'ORDER#{id}' }, stream: '{id}', table: 'states' });
    expect(await shown(layout, [...EVENTS, ...STATES])).toMatchObject({
      faults: [],
      projections: 0,
      others: STATES.length,
      pairing: { paired: 0, looked: { streams: { of: 3, found: 0 } } },
    });
  });

  it('says which table of projections is missing or has another key, instead of failing', async () => {
    const other = { hash: { name: 'id', type: 'S' } } as const;
    await dynamo.createTable({ table: 'others', key: other, indexes: [], ttlAttribute: undefined });
    const at = (table: string): Projection => ({ match, stream: '{id}', table });
    const { faults } = await shown(layoutWith(at('nowhere'), at('others'), at(TABLE)), EVENTS);
    expect(faults).toEqual([
      {
        path: 'projections[0].table',
        says: 'There is no table “nowhere”. Write the name of the table that the projections lie in.',
      },
      {
        path: 'projections[1].table',
        says: 'The layout is for the key pk S, sk S; the table “others” has id S. Write the names and types of the table’s key attributes, or name another table.',
      },
    ]);
  });
});
