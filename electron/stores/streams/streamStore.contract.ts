import { beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { decodeRows } from '../../pages/decodeRows.ts';
import { indexPage } from '../../pages/indexPage.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { OF_EVENTS } from '../../layouts/streams/layoutTables.ts';
import { bySequence } from '../taskEvents/taskItems.ts';
import { itemsOf } from './streamItems.ts';
import type { StreamStore } from './streamStore.ts';

/** A store over some table, and what lies in that table. */
export interface StreamSetting {
  readonly store: StreamStore;
  /** The same, which may look at only so many items in search of a stream. */
  readonly bounded: (most: number) => StreamStore;
  readonly layout: CompiledLayout;
  /** The items of the events' table, and those of another one with projections. */
  readonly items: readonly AttributeMap[];
  readonly elsewhere: readonly { readonly table: string; readonly item: AttributeMap }[];
  /** How one stream is found. */
  readonly found: 'query' | 'scan';
}

interface Expected {
  readonly events: TaskEvent[];
  readonly undecodable: string[];
  projection: AttributeMap | undefined;
}

/** What the layout says of every item, put together by stream: nothing of the store is in it. */
function expectedStreams({ layout, items, elsewhere }: StreamSetting): ReadonlyMap<string, Expected> {
  const streams = new Map<string, Expected>();
  const take = (item: TaskItem): void => {
    if (item.kind === 'bystander') return;
    const known = streams.get(item.taskId) ?? { events: [], undecodable: [], projection: undefined };
    streams.set(item.taskId, known);
    if (item.kind === 'event') known.events.push(item.event);
    if (item.kind === 'undecodable') known.undecodable.push(item.undecodable.key);
    if (item.kind === 'projection') known.projection = item.projection.fields;
  };
  for (const item of items) layout.readItem(item, OF_EVENTS).forEach(take);
  for (const { table, item } of elsewhere) layout.readItem(item, table).forEach(take);
  for (const { events, undecodable } of streams.values()) {
    events.sort(bySequence);
    undecodable.sort();
  }
  return streams;
}

const { signal } = new AbortController();

const NO_ITEMS = { starts: new Uint32Array(0), ends: new Uint32Array(0), count: 0 };

const decoded = (page: Uint8Array): readonly AttributeMap[] =>
  decodeRows(page, indexPage(page) ?? NO_ITEMS).map((item) => item ?? {});

const seqs = (events: readonly TaskEvent[]): readonly number[] => events.map(({ seq }) => seq);

const eventsIn = (items: readonly TaskItem[]): TaskEvent[] =>
  items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));

const sameEvents = (found: readonly TaskEvent[], wanted: readonly TaskEvent[]): void => {
  const byKey = (a: TaskEvent, b: TaskEvent): number => (a.key < b.key ? -1 : 1);
  expect([...found].sort(byKey)).toEqual([...wanted].sort(byKey));
};

/** What every store of streams must hold to. */
export function streamStoreContract(name: string, open: () => Promise<StreamSetting>): void {
  describe(name, () => {
    let setting: StreamSetting;
    let streams: ReadonlyMap<string, Expected>;
    beforeAll(async () => {
      setting = await open();
      streams = expectedStreams(setting);
      expect(streams.size).toBeGreaterThan(0);
    });

    it('reads every stream whole, ordered by number, with its projection', async () => {
      for (const [stream, { events, undecodable, projection }] of streams) {
        const read = await setting.store.getTaskEvents(stream);
        expect(seqs(read.events)).toEqual(seqs(events));
        sameEvents(read.events, events);
        expect(read.undecodable.map(({ key }) => key).sort()).toEqual(undecodable);
        expect((await setting.store.getProjection(stream))?.fields).toEqual(projection);
      }
    });

    it('hands a stream over whole, its last events first where they can be had', async () => {
      for (const [stream, { events, projection }] of streams) {
        const batches: (readonly TaskItem[])[] = [];
        await setting.store.readTask(stream, {
          signal,
          tailFirst: 3,
          onItems: (items) => void batches.push(items),
        });
        const all = batches.flat();
        expect(all.every((item) => item.kind !== 'bystander' && item.taskId === stream)).toBe(true);
        sameEvents([...new Map(eventsIn(all).map((event) => [event.key, event])).values()], events);
        const stored = all.find((item) => item.kind === 'projection');
        expect(stored?.kind === 'projection' ? stored.projection.fields : undefined).toEqual(projection);
        const queries = setting.layout.queriesFor(stream);
        const last = events.at(-1);
        if (last !== undefined && queries?.every(({ ordered }) => ordered) === true) {
          expect(eventsIn(batches[0] ?? []).map(({ key }) => key)).toContain(last.key);
        }
      }
    });

    it('hands the pages of a stream over as they are, where a query finds it', async () => {
      for (const [stream, { events, projection }] of streams) {
        for (const lastSeq of [0, 10_000]) {
          const pages: Uint8Array[] = [];
          const items: TaskItem[] = [];
          await setting.store.readTask(stream, {
            signal,
            tailFirst: 0,
            lastSeq,
            onItems: (batch) => void items.push(...batch),
            onPage: (page) => void pages.push(page),
          });
          const read = pages.flatMap((page) =>
            decoded(page).flatMap((item) => setting.layout.readItem(item)),
          );
          const all = [...items, ...read].filter(
            (item) => item.kind !== 'bystander' && item.taskId === stream,
          );
          sameEvents([...new Map(eventsIn(all).map((event) => [event.key, event])).values()], events);
          const stored = all.find((item) => item.kind === 'projection');
          expect(stored?.kind === 'projection' ? stored.projection.fields : undefined).toEqual(projection);
          expect(pages.length > 0).toBe(setting.found === 'query');
        }
      }
    });

    it('tells the end of a stream: its last number, the projection, the last events', async () => {
      for (const [stream, { events, projection }] of streams) {
        const tail = await setting.store.readTail?.(stream, 3);
        expect(tail?.head.lastSeq).toBe(events.at(-1)?.seq ?? 0);
        expect(tail?.head.projection?.fields).toEqual(projection);
        const queries = setting.layout.queriesFor(stream);
        const last = events.at(-1);
        if (last !== undefined && queries?.every(({ ordered }) => ordered) === true) {
          expect(eventsIn(tail?.items ?? []).map(({ key }) => key)).toContain(last.key);
        }
      }
    });

    it('hands a table over with every stream in one piece', async () => {
      const open = new Map<number, string>();
      const closed = new Set<string>();
      const events: TaskEvent[] = [];
      const projections = new Set<string>();
      await setting.store.readTable({
        signal,
        onItems: (items, { segment }) => {
          for (const item of items) {
            if (item.kind === 'bystander') continue;
            const before = open.get(segment);
            if (before !== item.taskId) {
              if (before !== undefined) closed.add(before);
              expect(closed.has(item.taskId)).toBe(false);
              open.set(segment, item.taskId);
            }
            if (item.kind === 'event') events.push(item.event);
            if (item.kind === 'projection') projections.add(item.taskId);
          }
        },
      });
      expect(events).toHaveLength([...streams.values()].reduce((sum, each) => sum + each.events.length, 0));
      expect([...projections].sort()).toEqual(
        [...streams]
          .filter(([, { projection }]) => projection !== undefined)
          .map(([stream]) => stream)
          .sort(),
      );
    });

    it('tells the last number, and reads what lies behind any', async () => {
      for (const [stream, { events, projection }] of streams) {
        const head = await setting.store.readHead(stream);
        expect(head.lastSeq).toBe(events.at(-1)?.seq ?? 0);
        expect(head.projection?.fields).toEqual(projection);
        for (const seq of new Set([0, 1, Math.floor(events.length / 2), events.length - 1, events.length])) {
          const behind = eventsIn(await setting.store.readEventsAfter(stream, seq));
          sameEvents(
            behind,
            events.filter((event) => event.seq > seq),
          );
        }
      }
    });

    it('finds the item of an event, and that of the projection', async () => {
      const { layout, store } = setting;
      for (const [stream, { events, projection }] of streams) {
        for (const event of [events[0], events.at(-1)]) {
          if (event === undefined) continue;
          const item = await store.eventItem(stream, event);
          expect(eventsIn(layout.readItem(item ?? {})).map(({ key }) => key)).toContain(event.key);
        }
        expect(await store.eventItem(stream, { seq: 3, key: 'no such key' })).toBeUndefined();
        expect((await store.projectionItem(stream)) === undefined).toBe(projection === undefined);
      }
    });

    it('has nothing of a stream that there is not', async () => {
      const { store } = setting;
      expect(await store.getTaskEvents('no such#stream')).toEqual({ events: [], undecodable: [] });
      expect(await store.getProjection('no such#stream')).toBeUndefined();
      expect(await store.readHead('no such#stream')).toEqual({ lastSeq: 0, projection: undefined });
    });

    it('reads only the beginning for a glance, where a query finds it', async () => {
      for (const [stream, { events }] of streams) {
        const start = await setting.store.readStart(stream, 100_000);
        expect(start === undefined).toBe(setting.found === 'scan');
        if (start === undefined) continue;
        expect(start.whole).toBe(true);
        const read = start.pages.flatMap(({ body, table }) =>
          itemsOf(setting.layout, stream, decoded(body), table),
        );
        sameEvents(eventsIn(read), events);
      }
    });

    it('looks for a stream in so many items only, and says what that cost', async () => {
      const [stream = ''] = streams.keys();
      const look = setting.bounded(1).getTaskEvents(stream);
      if (setting.found === 'query') await expect(look).resolves.toBeDefined();
      else await expect(look).rejects.toMatchObject({ code: 'LimitExceeded' });
    });
  });
}
