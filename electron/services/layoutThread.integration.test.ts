import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { proposeLayout } from '../layouts/propose/proposeLayout.ts';
import { BUILT_IN_LAYOUTS } from '../layouts/streams/builtInLayouts.ts';
import { buildWorkers } from '../worker/buildWorkers.fixture.ts';
import { sampleThreads, type SampleThread } from './layoutThread.ts';

const TABLE = {
  table: 'orders',
  key: { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } },
  ttlAttribute: undefined,
  whole: false,
} as const;

const ITEMS = Array.from({ length: 1000 }, (_, index): AttributeMap => {
  const seq = (index % 20) + 1;
  const lines = Array.from({ length: 60 }, (_line, line) => ({ sku: `SKU-${seq}-${line}`, price: '12.50' }));
  const payload = { type: seq === 1 ? 'Placed' : 'Changed', at: '2026-11-01T09:00:00Z', lines };
  return {
    pk: { S: `ORDER#${Math.floor(index / 20)}` },
    sk: { S: `EVT#${String(seq).padStart(4, '0')}` },
    payload: { S: JSON.stringify(payload) },
  };
});

const pageOf = (items: readonly AttributeMap[]): Uint8Array =>
  new Uint8Array(Buffer.from(JSON.stringify({ Items: items })));

const { signal } = new AbortController();
let folder: string;
const threads: SampleThread[] = [];
const open = (...pages: readonly Uint8Array[]): SampleThread => {
  const thread = sampleThreads(join(folder, 'layoutWorker.cjs'))({ ...TABLE, pages });
  threads.push(thread);
  return thread;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-thread-'));
  await buildWorkers(folder, ['layoutWorker']);
});
afterAll(async () => {
  for (const thread of threads) thread.close();
  await rm(folder, { recursive: true, force: true });
});

it('proposes what would be proposed here, while others are answered', async () => {
  const answered: string[] = [];
  const proposing = open(pageOf(ITEMS.slice(0, 300)), pageOf(ITEMS.slice(300)))
    .propose(signal)
    .finally(() => answered.push('the proposal'));
  await readFile(import.meta.filename);
  answered.push('another one');
  const proposal = await proposing;
  expect(answered).toEqual(['another one', 'the proposal']);
  expect(proposal).toEqual(proposeLayout({ ...TABLE, items: ITEMS }, BUILT_IN_LAYOUTS));
  expect(proposal.layout.events[0]?.body).toEqual({ path: 'payload', encoding: 'json' });
});

it('reads and shows streams by a layout, from pages of the table or from the sample', async () => {
  const thread = open(pageOf(ITEMS));
  const { layout } = await thread.propose(signal);
  const { streams, ...counts } = await thread.read(layout, signal);
  expect(counts).toEqual({ items: 1000, others: 0 });
  expect(streams.get('3')).toEqual({ events: 20, least: 1, most: 20, undecodable: 0, projections: 0 });
  const pages = [{ body: pageOf(ITEMS.slice(0, 5)), table: undefined }];
  const shown = await thread.show(
    layout,
    [
      { stream: '0', start: { pages, units: 1, whole: false } },
      { stream: '3', start: undefined },
    ],
    signal,
  );
  expect(shown.map(({ stream, rows, more }) => ({ stream, rows: rows.length, more }))).toEqual([
    { stream: '0', rows: 5, more: true },
    { stream: '3', rows: 20, more: true },
  ]);
});

it('lets errors through as they are', async () => {
  await expect(open(new Uint8Array(Buffer.from('<html>'))).propose(signal)).rejects.toMatchObject({
    code: 'AnswerUnreadable',
    nextStep: 'Check that the address is that of a DynamoDB server.',
  });
  const thread = open(pageOf(ITEMS));
  const { layout } = await thread.propose(signal);
  const [rule] = layout.events;
  if (rule === undefined) throw new Error('A rule is proposed.');
  const unusable = { ...layout, events: [{ ...rule, stream: '{nobody}' }] };
  await expect(thread.read(unusable, signal)).rejects.toMatchObject({ code: 'InvalidInput' });
});
