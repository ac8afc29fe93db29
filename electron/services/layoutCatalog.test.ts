import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import { BUILT_IN_LAYOUTS } from '../layouts/streams/builtInLayouts.ts';
import { savedLayoutsFile } from '../settings/savedLayoutsFile.ts';
import { createLayoutCatalog } from './layoutCatalog.ts';
import { readLayoutText } from './layoutText.ts';

let folder: string;
const open = () =>
  createLayoutCatalog({ builtIn: BUILT_IN_LAYOUTS, saved: savedLayoutsFile(folder, () => undefined) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-layouts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const layout = (name: string, more: object = {}): LayoutFile =>
  layoutFileSchema.parse({
    dynascopeLayout: 1,
    name,
    key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
    events: [
      {
        match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
        stream: '{id}',
        sequence: { sum: [{ from: { part: 'seq' } }] },
        event: { type: 'type' },
      },
    ],
    ...more,
  });

it('keeps layouts beside their connection, and gives them back as they were', async () => {
  await open().save('one', layout('orders'));
  await open().save('one', layout('orders', { title: 'Orders' }));
  await open().save('two', layout('carts'));
  const names = async (connection: string) =>
    (await open().list(connection)).filter(({ source }) => source === 'saved').map(({ name }) => name);
  expect(await names('one')).toEqual(['orders']);
  expect(await names('two')).toEqual(['carts']);
  expect(await open().file('one', 'orders')).toEqual(layout('orders', { title: 'Orders' }));
  expect(readLayoutText(await open().text('one', 'orders'))).toEqual({
    ok: true,
    layout: layout('orders', { title: 'Orders' }),
  });
  await open().remove('one', 'orders');
  expect(await names('one')).toEqual([]);
  await expect(open().file('one', 'orders')).rejects.toMatchObject({ code: 'NotFound' });
  expect(await open().ready('one', 'orders')).toBeUndefined();
});

it('offers the built-in layouts of streams, and none that has panes of its own', async () => {
  const names = (await open().list('one')).map(({ name }) => name);
  expect(names).toContain('castore');
  expect(names).toContain('equinox');
  expect(names).not.toContain('task');
});

it('refuses what could not be told apart or used, and keeps nothing of it', async () => {
  for (const refused of [
    layout('castore'),
    layout('record'),
    layout('broken', { projections: [{ match: { sort: 'STATE' }, stream: '{nobody}' }] }),
  ]) {
    await expect(open().save('one', refused)).rejects.toMatchObject({ code: 'InvalidInput' });
  }
  expect((await open().list('one')).filter(({ source }) => source === 'saved')).toEqual([]);
});

it('passes over one that this version cannot read, and leaves it in the file', async () => {
  await open().save('one', layout('orders'));
  const file = join(folder, 'savedLayouts.json');
  const text = (await readFile(file, 'utf8')).replace('"dynascopeLayout": 1', '"dynascopeLayout": 7');
  await writeFile(file, text);
  await open().save('one', layout('carts'));
  expect((await open().list('one')).filter(({ source }) => source === 'saved')).toHaveLength(1);
  expect(await readFile(file, 'utf8')).toContain('"dynascopeLayout": 7');
});

it('tells layouts apart that bear one title, as one made from another does', async () => {
  const catalog = open();
  const castore = (await catalog.list('one')).find(({ name }) => name === 'castore');
  const title = castore?.title ?? '';
  await catalog.save('one', layout('orders', { title: 'Orders' }));
  const titles = async () =>
    Object.fromEntries((await catalog.list('one')).map((entry) => [entry.name, entry.title]));
  expect((await catalog.ready('one', 'orders'))?.streams.title).toBe('Orders');
  expect(await catalog.save('one', layout('mine', { title }))).toMatchObject({ title: `${title} (mine)` });
  await catalog.save('one', layout('orders-2', { title: 'Orders' }));
  expect(await titles()).toMatchObject({
    castore: title,
    mine: `${title} (mine)`,
    orders: 'Orders (orders)',
    'orders-2': 'Orders (orders-2)',
  });
  expect((await catalog.ready('one', 'mine'))?.streams.title).toBe(`${title} (mine)`);
  expect((await catalog.ready('one', 'orders'))?.streams.title).toBe('Orders (orders)');
  expect((await catalog.ready('one', 'castore'))?.streams.title).toBe(title);
  expect((await catalog.file('one', 'mine')).title).toBe(title);
});
