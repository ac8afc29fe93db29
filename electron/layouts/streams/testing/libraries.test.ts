import { describe, expect, it } from 'vitest';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { detectStreams } from '../../detectStreams.ts';
import { BUILT_IN_LAYOUTS } from '../builtInLayouts.ts';
import { capturedTables, type CapturedTables } from './captured.ts';
import { akkaTable, equinoxTable } from './madeTables.fixture.ts';
import { builtInLayout } from './streamsOf.ts';

const read = (name: string, { tables }: CapturedTables): readonly TaskItem[] =>
  tables.flatMap(({ table, items }) => items.flatMap((item) => builtInLayout(name).readItem(item, table)));

/** The events of each stream, in the order of their numbers. */
const streams = (items: readonly TaskItem[]) => {
  const byStream = new Map<string, Extract<TaskItem, { kind: 'event' }>['event'][]>();
  for (const item of items) {
    if (item.kind !== 'event') continue;
    byStream.set(item.taskId, [...(byStream.get(item.taskId) ?? []), item.event]);
  }
  for (const events of byStream.values()) {
    events.sort((a, b) => a.seq - b.seq || (a.key < b.key ? -1 : 1));
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
  }
  return byStream;
};

const counts = (items: readonly TaskItem[]) => {
  const found: Record<string, number> = {};
  for (const { kind } of items) found[kind] = (found[kind] ?? 0) + 1;
  return found;
};

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

const projectionOf = (items: readonly TaskItem[], stream: string) => {
  for (const item of items) {
    if (item.kind === 'projection' && item.taskId === stream) return item.projection.fields;
  }
  return undefined;
};

const TABLES: readonly (readonly [string, () => Promise<CapturedTables>])[] = [
  ['pekko', () => capturedTables('pekko')],
  ['j5ik2o', () => capturedTables('j5ik2o')],
  ['ddes', () => capturedTables('ddes')],
  ['equinox', () => Promise.resolve(equinoxTable)],
  ['akka', () => Promise.resolve(akkaTable)],
];

describe.each(TABLES)('%s', (name, tables) => {
  it('is told from its keys and items', async () => {
    const [table] = (await tables()).tables;
    expect(
      detectStreams(BUILT_IN_LAYOUTS, table?.key ?? { hash: { name: '', type: 'S' } }, table?.items ?? [])
        ?.name,
    ).toBe(name);
  });

  it('finds again, by stream and number, the items that hold one event', async () => {
    const layout = builtInLayout(name);
    for (const { table, key, items } of (await tables()).tables) {
      for (const item of items) {
        for (const found of layout.readItem(item, table)) {
          if (found.kind === 'bystander') continue;
          expect(layout.streamOf(item)).toBe(found.taskId);
          if (found.kind !== 'event') continue;
          const names = [key.hash.name, ...(key.range === undefined ? [] : [key.range.name])];
          const itself = Object.fromEntries(names.map((each) => [each, item[each]]));
          const told = layout.eventKeyOf(found.taskId, found.event.seq);
          expect(told ?? itself).toEqual(itself);
          expect(told === undefined).toBe(name === 'equinox' || name === 'j5ik2o');
        }
      }
    }
  });
});

it('reads what pekko-persistence-dynamodb wrote, over its partitions', async () => {
  const items = read('pekko', await capturedTables('pekko'));
  expect(counts(items)).toEqual({ event: 233, bystander: 2 });
  const found = streams(items);
  expect([...found.keys()].sort()).toEqual(['account-1-7', 'orders|x']);
  const account = found.get('account-1-7') ?? [];
  expect(account.map(({ seq }) => seq)).toEqual(upTo(230));
  expect(account[103]).toMatchObject({
    key: 'journal-P-account-1-7-1 / 4',
    type: 'capture.Capture$Deposited',
    at: '',
    data: { amount: { N: '103' }, by: { S: 'Bob' } },
    metadata: { ev_ser_id: { N: '31' } },
  });
  expect(account[0]).toMatchObject({ type: 'event', data: { data: { B: btoa('opened 0') } } });
  const layout = builtInLayout('pekko');
  expect([layout.onePartition, layout.rules.hasTimes, layout.rules.hasProjections]).toEqual([
    false,
    false,
    false,
  ]);
  expect(layout.queriesFor('account-1-7')).toBeUndefined();
});

it('reads journal and snapshots of event-store-adapter-js', async () => {
  const items = read('j5ik2o', await capturedTables('j5ik2o'));
  expect(counts(items)).toEqual({ event: 15, projection: 2 });
  const found = streams(items);
  const account = found.get('account-01') ?? [];
  expect(account.map(({ seq }) => seq)).toEqual(upTo(12));
  expect(account[11]).toMatchObject({
    key: 'account-33 / account-01-12',
    type: 'AccountCredited',
    at: '2026-01-02T03:04:12.567Z',
    eventId: 'event-01-12',
    data: { amount: { N: '12' }, occurredAt: { S: '2026-01-02T03:04:12.567Z' } },
  });
  expect(projectionOf(items, 'account-01')).toMatchObject({
    balance: { N: '77' },
    sequenceNumber: { N: '12' },
  });
  expect(builtInLayout('j5ik2o').rules.hasProjections).toBe(true);
});

it('reads what @ddes/aws-store wrote: the events of a commit share its number', async () => {
  const items = read('ddes', await capturedTables('ddes'));
  expect(counts(items)).toEqual({ event: 23 });
  const found = streams(items);
  expect([...found.keys()].sort()).toEqual(['Account:7:eu', 'Settings:@']);
  const account = found.get('Account:7:eu') ?? [];
  expect(account.map(({ seq }) => seq)).toEqual(upTo(11).flatMap((seq) => [seq, seq]));
  expect(account[0]).toMatchObject({
    key: '1[1]',
    type: 'Opened',
    at: '2026-01-02T03:04:01.089Z',
    data: { owner: { S: 'Ann' }, limit: { N: '12.5' } },
  });
  expect(account[21]).toMatchObject({ key: '11[2]', type: 'Paid', data: { amount: { N: '-11' } } });
  expect(builtInLayout('ddes').rules.sharesSequences).toBe(true);
});

it('reads batches, tips and unfolds of Equinox', () => {
  const items = read('equinox', equinoxTable);
  expect(counts(items)).toEqual({ event: 13, projection: 2 });
  const found = streams(items);
  const account = found.get('Account-7_eu') ?? [];
  expect(account.map(({ seq, type }) => [seq, type])).toEqual(
    upTo(11).map((seq) => [seq, seq === 1 ? 'Opened' : 'Paid']),
  );
  expect(account.map(({ data }) => data)).toEqual(
    upTo(11).map((seq) => ({ amount: { N: String(seq - 1) } })),
  );
  expect(account[1]).toMatchObject({
    at: '2026-01-02T03:04:01.000Z',
    metadata: { by: { S: 'Ann' } },
    correlationId: 'corr',
    causationId: 'cause',
  });
  expect(projectionOf(items, 'Account-7_eu')).toEqual({ balance: { N: '55' }, open: { BOOL: true } });
  expect(builtInLayout('equinox').queriesFor('Account-7_eu')).toEqual([
    {
      table: undefined,
      index: undefined,
      holds: 'both',
      keyCondition: '#p = :p',
      names: { '#p': 'p' },
      values: { ':p': { S: 'Account-7_eu' } },
      ordered: true,
    },
  ]);
  expect(builtInLayout('equinox').rules.hasProjections).toBe(false);
});

it('reads the journal of akka-persistence-dynamodb 2, and leaves the mark of a deletion', () => {
  const items = read('akka', akkaTable);
  expect(counts(items)).toEqual({ event: 13, bystander: 1 });
  const found = streams(items);
  expect(found.get('Account|7-eu')?.map(({ seq }) => seq)).toEqual(upTo(12));
  expect(found.get('Account|7-eu')?.[1]).toMatchObject({
    type: 'shop.Deposited',
    at: '2026-01-02T03:04:00.000002Z',
    data: { amount: { N: '2' } },
  });
  expect(found.get('Order|x')?.[0]?.metadata).toMatchObject({
    data: { B: btoa('origin') },
    tags: { SS: ['blue', 'green'] },
  });
});
