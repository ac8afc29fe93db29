import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Projection } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import type { CompiledLayout, StreamQuery } from '../../layouts/streams/compiledLayout.ts';
import { indexPage } from '../../pages/indexPage.ts';
import type { ReadOptions } from '../taskEvents/taskEventStore.ts';
import { bySequence } from '../taskEvents/taskItems.ts';
import { isBehind, itemsOf, lastSeq } from './streamItems.ts';
import { streamEnds } from './streamEnds.ts';
import { streamPages, type StreamPage } from './streamPages.ts';
import type { StreamStart, StreamStore } from './streamStore.ts';
import { readWholeTable } from './wholeTable.ts';
import { wideNumbers } from './wideNumbers.ts';

/** A table, and the layout that its streams are read by. */
export interface DynamoStreamStoreOptions {
  readonly table: string;
  readonly layout: CompiledLayout;
  /** Most items read in search of a stream that only a scan finds; 100,000 unless told. */
  readonly mostScanned?: number | undefined;
}

/** How many of the last events come first unless told. */
const TAIL = 100;

/** The streams of a table in DynamoDB, read by a layout. */
export function dynamoStreamStore(
  dynamo: Dynamo,
  { table, layout, mostScanned }: DynamoStreamStoreOptions,
): StreamStore {
  const pages = streamPages(dynamo, table, layout, mostScanned);
  // Where the name of every stream tells its partition, a name that tells none is that of no stream.
  const named = layout.foundByQuery && layout.file.projections.length === 0;
  const queriesFor = (stream: string): readonly StreamQuery[] | undefined =>
    layout.queriesFor(stream) ?? (named ? [] : undefined);
  const scanned = (stream: string): boolean => queriesFor(stream) === undefined;
  const queries = (stream: string, holds: 'events' | 'projection'): readonly StreamQuery[] =>
    (queriesFor(stream) ?? []).filter((query) => query.holds === holds || query.holds === 'both');

  /** Every page that has something of the stream: all queries in their order, or else the table. */
  async function* allPages(stream: string, options: ReadOptions | undefined): AsyncIterable<StreamPage> {
    const found = queriesFor(stream);
    if (found === undefined) yield* pages.byScan(stream, options);
    else for (const query of found) yield* pages.ofQuery(stream, query, options);
  }

  async function* eventPages(stream: string, options: ReadOptions | undefined): AsyncIterable<StreamPage> {
    if (scanned(stream)) yield* pages.byScan(stream, options);
    else for (const query of queries(stream, 'events')) yield* pages.ofQuery(stream, query, options);
  }

  const ends = streamEnds(pages, wideNumbers(dynamo, table, layout, pages), (stream) =>
    queries(stream, 'events'),
  );

  const projectionPages = async (
    stream: string,
    options: ReadOptions | undefined,
  ): Promise<{ readonly item: AttributeMap; readonly projection: Projection } | undefined> => {
    const look = (stored: readonly AttributeMap[], from: string | undefined) => {
      for (const item of stored) {
        const [found] = itemsOf(layout, stream, [item], from).filter(({ kind }) => kind === 'projection');
        if (found?.kind === 'projection') return { item, projection: found.projection };
      }
      return undefined;
    };
    if (layout.file.projections.length === 0) return undefined;
    if (scanned(stream)) {
      for await (const { stored } of pages.byScan(stream, options)) {
        const found = look(stored, undefined) ?? look(stored, table);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    for (const query of queries(stream, 'projection')) {
      for await (const { stored } of pages.ofQuery(stream, query, options)) {
        const found = look(stored, query.table);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };

  const collect = async (stream: string, options: ReadOptions | undefined): Promise<readonly TaskItem[]> => {
    const items: TaskItem[] = [];
    for await (const page of eventPages(stream, options)) items.push(...page.items);
    return items;
  };

  return {
    async getTaskEvents(stream, options) {
      const items = await collect(stream, options);
      const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
      const undecodable = items.flatMap((item) => (item.kind === 'undecodable' ? [item.undecodable] : []));
      return { events: events.sort(bySequence), undecodable: undecodable.sort(bySequence) };
    },

    getProjection: async (stream, options) => (await projectionPages(stream, options))?.projection,

    async readTask(stream, { onItems, onPage, signal, tailFirst = TAIL, lastSeq: about = 0 }) {
      if (tailFirst > 0 && !scanned(stream)) {
        const tail = await ends.tail(stream, tailFirst, { signal }, (items) => items.length >= tailFirst);
        if (tail !== undefined && tail.items.length > 0) await onItems(tail.items);
      }
      const found = queriesFor(stream);
      if (onPage === undefined || found === undefined) {
        for await (const { items } of allPages(stream, { signal }))
          if (items.length > 0) await onItems(items);
        return;
      }
      for (const query of found) {
        if (query.table === undefined) {
          for await (const { body } of pages.rawOfQuery(query, about, { signal })) await onPage(body);
        } else for await (const { items } of pages.ofQuery(stream, query, { signal })) await onItems(items);
      }
    },

    readTable: (options) => readWholeTable(dynamo, table, layout, options),

    endsInOrder: ends.inOrder,

    async readEventsAfter(stream, seq, { expected, signal } = {}) {
      const found = await ends.after(stream, seq, expected, { signal });
      return found ?? (await collect(stream, { signal })).filter((item) => isBehind(item, seq));
    },

    async readTail(stream, count, options) {
      const enough = (items: readonly TaskItem[]): boolean => items.length >= count && lastSeq(items) > 0;
      const [tail, head] = await Promise.all([
        ends.tail(stream, count, options, enough),
        projectionPages(stream, options),
      ]);
      // Where the end is found by reading everything, everything is not handed over twice.
      const last = tail?.last ?? lastSeq(await collect(stream, options));
      return { head: { lastSeq: last, projection: head?.projection }, items: tail?.items ?? [] };
    },

    async readHead(stream, options) {
      const [last, projection] = await Promise.all([
        ends.last(stream, options),
        projectionPages(stream, options),
      ]);
      return {
        lastSeq: last ?? lastSeq(await collect(stream, options)),
        projection: projection?.projection,
      };
    },

    async readStart(stream, most, options) {
      const found = queriesFor(stream);
      if (found === undefined) return undefined;
      const start: StreamStart['pages'][number][] = [];
      let units = 0;
      let stored = 0;
      for (const query of found) {
        for await (const page of pages.rawOfQuery(query, 0, options)) {
          start.push({ body: page.body, table: query.table });
          units += page.units;
          stored += indexPage(page.body)?.count ?? 0;
          if (stored > most) return { pages: start, units, whole: false };
        }
      }
      return { pages: start, units, whole: true };
    },

    async eventItem(stream, { key, seq }, options) {
      const holds = (item: AttributeMap): boolean =>
        itemsOf(layout, stream, [item]).some(
          (each) =>
            (each.kind === 'event' && each.event.key === key) ||
            (each.kind === 'undecodable' && each.undecodable.key === key),
        );
      const near = layout.eventKeyOf(stream, seq);
      if (near !== undefined) {
        const { item } = await dynamo.getItem({ table, key: near, consistent: true }, options);
        if (item !== undefined && holds(item)) return item;
      }
      for await (const { stored } of eventPages(stream, options)) {
        const found = stored.find(holds);
        if (found !== undefined) return found;
      }
      return undefined;
    },

    projectionItem: async (stream, options) => (await projectionPages(stream, options))?.item,
  };
}
