import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { ServerTable } from '../dynamo/dynamo.ts';
import { BUILT_IN_LAYOUTS } from '../layouts/streams/builtInLayouts.ts';
import { createLayoutCatalog } from './layoutCatalog.ts';
import { createTables } from './tables.ts';

/** Layout files as they come with the program, and none of the reader's. */
const catalog = createLayoutCatalog({
  builtIn: BUILT_IN_LAYOUTS,
  saved: { list: () => Promise.resolve([]), save: () => Promise.resolve(), remove: () => Promise.resolve() },
});

const asDetected = { of: () => Promise.resolve(undefined), choose: () => Promise.resolve() };

/** The tables of a connection on which describing one fails with `error`. */
function failingWith(error: AppError) {
  const asked: string[] = [];
  const nowhere = connectDynamo({ kind: 'endpoint', endpoint: 'http://127.0.0.1:9', region: 'local' });
  const dynamo = {
    ...nowhere,
    listTables: () => Promise.resolve(['a', 'b', 'c']),
    describeTable: (table: string) => {
      asked.push(table);
      return Promise.reject(error);
    },
  };
  const tables = createTables({ use: (_id, work) => work(dynamo), layouts: asDetected, catalog });
  const list = () =>
    tables.list('x', { signal: new AbortController().signal, emit: () => Promise.resolve() });
  return { asked, list };
}

it('names each table that cannot be described, with its reason', async () => {
  const { list } = failingWith(new AppError('AccessDenied', { message: 'Not this one.' }));
  expect(await list()).toEqual({
    total: 3,
    failed: ['a', 'b', 'c'].map((table) => ({ table, reason: 'Not this one.' })),
  });
});

it('stops at an outage, which says nothing of the tables and would be met again for each', async () => {
  const outage = new AppError('TimedOut', { message: 'Silent.' });
  const { asked, list } = failingWith(outage);
  await expect(list()).rejects.toBe(outage);
  expect(asked).toEqual(['a']);
});

describe('the layout of a table', () => {
  const found: ServerTable = {
    table: 'orders',
    status: 'ACTIVE',
    items: 0,
    bytes: 0,
    key: { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } },
    indexes: [],
  };
  const ref = { connection: 'x', table: 'orders' };
  const { signal } = new AbortController();

  function tablesWith(key: ServerTable['key']) {
    let chosen: string | undefined;
    const dynamo = {
      ...connectDynamo({ kind: 'endpoint', endpoint: 'http://127.0.0.1:9', region: 'local' }),
      describeTable: () => Promise.resolve({ ...found, key }),
      describeTtl: () => Promise.resolve({ known: true, attribute: undefined }),
      scanPage: () => Promise.resolve({ items: [], scanned: 0, lastKey: undefined, units: 0, attempts: 1 }),
    };
    return createTables({
      use: (_id, work) => work(dynamo),
      catalog,
      layouts: {
        of: () => Promise.resolve(chosen),
        choose: (_ref, layout) => {
          chosen = layout;
          return Promise.resolve();
        },
      },
    });
  }

  it('is the one chosen by hand until the reader goes back to what is detected', async () => {
    const tables = tablesWith(found.key);
    expect(await tables.describe(ref, signal)).toMatchObject({ detected: 'other', layout: 'other' });
    expect(await tables.chooseLayout(ref, 'record', signal)).toMatchObject({ layout: 'record' });
    expect(await tables.describe(ref, signal)).toMatchObject({ detected: 'other', layout: 'record' });
    expect(await tables.chooseLayout(ref, undefined, signal)).toMatchObject({ layout: 'other' });
  });

  it('is refused, and the choice before it kept, where the key cannot carry it', async () => {
    const tables = tablesWith(found.key);
    await tables.chooseLayout(ref, 'task', signal);
    await expect(tables.chooseLayout(ref, 'request', signal)).rejects.toMatchObject({
      code: 'SchemaMismatch',
      details: {
        table: 'orders',
        differences: [{ what: 'key', expected: 'id S', found: 'PK S, SK S' }],
      },
    });
    expect(await tables.describe(ref, signal)).toMatchObject({ layout: 'task' });
  });

  const CASTORE_KEY: ServerTable['key'] = {
    hash: { name: 'aggregateId', type: 'S' },
    range: { name: 'version', type: 'N' },
  };

  it('may be a layout file, whose streams are read by it', async () => {
    const tables = tablesWith(CASTORE_KEY);
    expect(await tables.streams(ref, signal)).toBeUndefined();
    expect(await tables.chooseLayout(ref, 'castore', signal)).toMatchObject({
      detected: 'other',
      layout: 'castore',
      streams: { name: 'castore', source: 'built-in', hasProjections: false, onlyByScan: false },
    });
    expect((await tables.streams(ref, signal))?.compiled.file.name).toBe('castore');
    await expect(tables.chooseLayout(ref, 'mine', signal)).rejects.toMatchObject({ code: 'NotFound' });
    await expect(tablesWith(found.key).chooseLayout(ref, 'castore', signal)).rejects.toMatchObject({
      code: 'SchemaMismatch',
      details: { differences: [{ expected: 'aggregateId (S), version (N)', found: 'PK (S), SK (S)' }] },
    });
  });
});
