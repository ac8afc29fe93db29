import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { GuessPart, LayoutProposal } from '#shared/model/layoutProposal.ts';
import { BUILT_IN_LAYOUTS, streamLayoutOf } from '../streams/builtInLayouts.ts';
import { capturedTables } from '../streams/testing/captured.ts';
import { proposeLayout } from './proposeLayout.ts';

const key = (hash: string, range?: string, type: 'S' | 'N' = 'S'): KeySchema => ({
  hash: { name: hash, type: 'S' },
  ...(range === undefined ? {} : { range: { name: range, type } }),
});

const propose = (keys: KeySchema, items: readonly AttributeMap[]): LayoutProposal =>
  proposeLayout({ table: 'Orders_v2', key: keys, ttlAttribute: undefined, items, whole: true });

const says = ({ guesses }: LayoutProposal, part: GuessPart): string =>
  guesses.find((guess) => guess.part === part)?.says ?? '';

const TYPES = ['OrderPlaced', 'OrderPaid', 'OrderShipped'];

const each = (streams: number, events: number, item: (stream: number, event: number) => AttributeMap) =>
  Array.from({ length: streams }, (_, stream) =>
    Array.from({ length: events }, (_, event) => item(stream + 1, event + 1)),
  ).flat();

describe('proposeLayout', () => {
  it('reads a table like that of tasks under other names', () => {
    const events = each(4, 6, (stream, event) => ({
      pk: { S: `ORDER#o-${stream}` },
      sk: { S: `EVT#${String(event).padStart(5, '0')}` },
      eventType: { S: TYPES[event % 3] ?? '' },
      ts: { N: String(1_760_000_000_000 + event * 1000) },
      payload: { M: { amount: { N: '5' }, customer: { S: 'c' } } },
    }));
    const states = each(4, 1, (stream) => ({
      pk: { S: `ORDER#o-${stream}` },
      sk: { S: 'STATE' },
      state: { M: { status: { S: 'paid' } } },
      version: { N: '6' },
    }));
    const proposal = propose(key('pk', 'sk'), [...events, ...states]);
    expect(proposal.layout.events[0]).toMatchObject({
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], offset: 0, padding: 5 },
      event: {
        type: 'eventType',
        time: { path: 'ts', format: 'ms' },
        data: { path: 'payload', encoding: 'native' },
      },
    });
    expect(proposal.layout.projections[0]).toMatchObject({
      match: { partition: 'ORDER#{id}', sort: 'STATE' },
      fields: { path: 'state', encoding: 'native' },
    });
    expect(proposal.guesses.filter(({ part }) => part === 'projection')).toHaveLength(2);
    expect(proposal).toMatchObject({ trust: 'sure', reads: 28, of: 28, layout: { name: 'orders-v2' } });
    expect(says(proposal, 'events')).toBe(
      '“sk” begins with EVT# and digits in 24 of 28 items, so these are the events, and their partitions look like ORDER#{id}.',
    );
    expect(says(proposal, 'time')).toBe('“ts” reads as milliseconds since 1970 in 24 of 24 events.');
  });

  it('reads a Castore table', () => {
    const items = each(3, 4, (stream, event) => ({
      aggregateId: { S: `${stream === 1 ? 'POKEMONS' : 'TRAINERS'}#p${stream}` },
      version: { N: String(event) },
      type: { S: event === 1 ? 'APPEARED' : 'CAUGHT' },
      timestamp: { S: `2026-03-11T09:30:0${event}.000Z` },
      ...(event === 1 ? { eventStoreId: { S: 'POKEMONS' } } : {}),
      payload: { M: { name: { S: 'pikachu' }, level: { N: '42' } } },
      metadata: { M: { trainerId: { S: 't' } } },
    }));
    const { layout, trust } = propose(key('aggregateId', 'version', 'N'), items);
    expect(trust).toBe('sure');
    expect(layout.events[0]).toMatchObject({
      match: { partition: '{id}', sort: '{seq:digits}' },
      stream: '{id}',
      sequence: { offset: 0 },
      event: {
        type: 'type',
        time: { path: 'timestamp', format: 'rfc3339' },
        data: { path: 'payload' },
        metadata: { path: 'metadata' },
      },
    });
    expect(layout.projections).toEqual([]);
  });

  it('finds the ids that causation ids name, and says how many do', () => {
    const id = (stream: number, event: number): string => `${stream}f${event}c-9a01`;
    const items = each(3, 5, (stream, event) => ({
      pk: { S: `ORDER#o-${stream}` },
      sk: { S: `EVT#000${event}` },
      reference: { S: id(stream, event) },
      type: { S: TYPES[event % 3] ?? '' },
      at: { S: `2026-03-11T09:30:0${event}Z` },
      customer: { S: `c-${stream}` },
      payload: { M: { amount: { N: '5' } } },
      headers: { M: { causation_id: { S: event === 1 ? `web-${stream}` : id(stream, event - 1) } } },
    }));
    const proposal = propose(key('pk', 'sk'), items);
    expect(proposal.layout.events[0]?.event).toMatchObject({
      id: 'reference',
      causation: 'headers.causation_id',
    });
    expect(proposal.guesses.filter(({ part }) => part === 'context').map(({ says }) => says)).toContain(
      '“reference” is another text in each of 15 events, and 12 of 15 causation ids are among them, so it is the event’s own id.',
    );
    const unnamed = items.map(({ headers: _, ...item }) => item);
    expect(propose(key('pk', 'sk'), unnamed).layout.events[0]?.event).not.toHaveProperty('id');
    const named = unnamed.map(({ reference, ...item }) => ({ ...item, event_id: reference ?? { S: '' } }));
    expect(propose(key('pk', 'sk'), named).layout.events[0]?.event).toHaveProperty('id', 'event_id');
  });

  it('finds events within a map, as tasks have them, and their reducer', () => {
    const items = each(3, 5, (stream, event) => ({
      PK: { S: `JOB#${stream}` },
      SK: { S: `LOG#${String(event).padStart(4, '0')}` },
      event: {
        M: {
          type: { S: event === 1 ? 'TaskCreated' : 'TaskProgressed' },
          at: { S: '2026-03-11T09:30:00Z' },
          data: { M: { progress: { N: String(event) } } },
          correlation_id: { S: 'c' },
          idempotency_key: { S: 'k' },
        },
      },
    }));
    const { layout } = propose(key('PK', 'SK'), items);
    expect(layout.events[0]?.event).toEqual({
      type: 'event.type',
      time: { path: 'event.at', format: 'rfc3339' },
      data: { path: 'event.data', encoding: 'native' },
      correlation: 'event.correlation_id',
      idempotencyKey: 'event.idempotency_key',
    });
    expect(layout.reducer).toEqual({ kind: 'task' });
  });

  it('looks into packed bodies and lists of events', () => {
    const packed = (event: number): string =>
      gzipSync(
        JSON.stringify([
          { type: 'A', at: '2026-03-11T09:30:00Z', data: { n: event } },
          { type: 'B', at: '2026-03-11T09:30:01Z', data: { n: event } },
        ]),
      ).toString('base64');
    const items = each(2, 4, (stream, event) => ({
      id: { S: `cart-${stream}` },
      n: { N: String((event - 1) * 2) },
      commit: { B: packed(event) },
    }));
    const { layout } = propose(key('id', 'n', 'N'), items);
    expect(layout.events[0]).toMatchObject({
      body: { path: 'commit', encoding: 'gzip-json' },
      holds: 'list',
      sequence: { offset: 1 },
      event: { type: 'type', time: { path: 'at', format: 'rfc3339' }, data: { path: 'data' } },
    });
  });

  it('takes an attribute for the sequence where the keys carry none', () => {
    const items = each(3, 5, (stream, event) => ({
      pk: { S: `acct|${stream}` },
      sk: { S: `01HZ${String.fromCharCode(70 + event)}8` },
      version: { N: String(event) },
      name: { S: event === 1 ? 'Opened' : 'Deposited' },
      occurred_at: { S: '2026-03-11T09:30:00Z' },
    }));
    const { layout } = propose(key('pk', 'sk'), items);
    expect(layout.events[0]).toMatchObject({
      match: { partition: 'acct|{id}' },
      sequence: { sum: [{ from: { path: 'version' } }] },
      event: { type: 'name', time: { path: 'occurred_at', format: 'rfc3339' } },
    });
  });

  it('finds streams by an attribute where keys are ids of events', () => {
    const items = each(3, 5, (stream, event) => ({
      eventId: { S: `e-${stream}-${event * 7}x` },
      aggregateId: { S: `a-${stream}` },
      version: { N: String(event) },
      type: { S: event === 1 ? 'Opened' : 'Deposited' },
      createdAt: { N: String(1_760_000_000 + event) },
    }));
    const { layout, guesses } = propose(key('eventId'), items);
    expect(layout.events[0]).toMatchObject({
      stream: '{@aggregateId}',
      sequence: { sum: [{ from: { path: 'version' } }] },
      event: { type: 'type', time: { path: 'createdAt', format: 's' } },
    });
    expect(guesses.find(({ part }) => part === 'stream')?.says).toContain('reading the whole table');
  });

  it('says so when nothing counts', () => {
    const items = each(3, 2, (a, b) => ({ pk: { S: `USER#${a}` }, sk: { S: `PROFILE${'x'.repeat(b)}` } }));
    const proposal = propose(key('pk', 'sk'), items);
    expect(proposal).toMatchObject({ trust: 'weak', reads: 0, of: 6 });
    expect(propose(key('pk', 'sk'), []).trust).toBe('weak');
  });

  it('names what belongs to no stream, and knows dead letters and idempotency records', () => {
    const events = each(2, 3, (stream, event) => ({
      PK: { S: `ORDER#${stream}` },
      SK: { S: `E#${event}` },
      type: { S: event === 1 ? 'A' : 'B' },
    }));
    const others: readonly AttributeMap[] = [
      { PK: { S: 'IDEMPOTENCY#k' }, SK: { S: 'REQUEST' } },
      { PK: { S: 'DLQ#orders' }, SK: { S: '2026-03-11T09:30:00Z#l' } },
      { PK: { S: 'CONFIG#x' }, SK: { S: 'y' } },
    ];
    const proposal = propose(key('PK', 'SK'), [...events, ...others]);
    expect(proposal.layout.idempotency).toMatchObject([{ partition: 'IDEMPOTENCY#{rest:any}' }]);
    expect(proposal.layout.deadLetters).toMatchObject([{ partition: 'DLQ#{rest:any}' }]);
    expect(says(proposal, 'others')).toContain('3 items belong to no stream');
  });

  it('takes a built-in layout that reads the table as it is', async () => {
    for (const name of ['ddes', 'j5ik2o', 'pekko']) {
      const [table] = (await capturedTables(name)).tables;
      if (table === undefined) throw new Error('The fixture has no table.');
      const { table: called, key: keys, items } = table;
      const sample = { table: called, key: keys, ttlAttribute: undefined, items, whole: true };
      const proposal = proposeLayout(sample, BUILT_IN_LAYOUTS);
      expect(proposal.layout.events).toEqual(streamLayoutOf(name)?.events);
      expect(says(proposal, 'events')).toMatch(/^The built-in layout “.*” reads \d+ of \d+ items/);
    }
  });

  it('does not take what names the stream for the type of its events', () => {
    const items = each(3, 5, (stream, event) => ({
      pk: { S: `acct#${stream}` },
      n: { N: String(event) },
      owner: { S: `Owner ${stream}` },
      what: { S: event === 1 ? 'Opened' : 'Deposited' },
    }));
    const { layout, guesses } = propose(key('pk', 'n', 'N'), items);
    expect(layout.events[0]?.event.type).toBe('what');
    expect(guesses.find(({ part }) => part === 'type')?.trust).toBe('weak');
  });
});
