import { AppError } from '#shared/errors/appError.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, QueryRequest, RawPage } from '../../dynamo/dynamo.ts';
import type { CompiledLayout, StreamQuery } from '../../layouts/streams/compiledLayout.ts';
import { rolesIn } from '../../layouts/streams/layoutTables.ts';
import type { ReadOptions } from '../taskEvents/taskEventStore.ts';
import { AWS_RANGE, LOCAL_RANGE } from '../taskEvents/keyRanges.ts';
import { sequenceRanges } from './sequenceRanges.ts';
import { itemsOf } from './streamItems.ts';

/** A page of a stream: the items as stored, what they say, and what the page cost. */
export interface StreamPage {
  readonly stored: readonly AttributeMap[];
  readonly items: readonly TaskItem[];
  readonly units: number;
}

/** How the pages of one stream are read. */
export interface PageOptions extends ReadOptions {
  readonly descending?: boolean | undefined;
  readonly limit?: number | undefined;
}

/** Items per page where the engine would otherwise read the whole rest of the stream for each one. */
const LOCAL_PAGE = 4000;

/** Most items of a table that are read in search of one stream. */
const MOST_SCANNED = 100_000;

/** The pages of the streams of one table. */
export interface StreamPages {
  readonly ofQuery: (stream: string, query: StreamQuery, options?: PageOptions) => AsyncIterable<StreamPage>;
  /** The pages of a query as they were received, in any order; `lastSeq`: about how many events there are. */
  readonly rawOfQuery: (query: StreamQuery, lastSeq: number, options?: ReadOptions) => AsyncIterable<RawPage>;
  /** Every page of the table that has something of the stream. @throws `LimitExceeded` */
  readonly byScan: (stream: string, options?: ReadOptions) => AsyncIterable<StreamPage>;
}

/** Reads pages of streams by a layout. `most`: how many items are read in search of one stream. */
export function streamPages(
  dynamo: Dynamo,
  table: string,
  layout: CompiledLayout,
  most: number = MOST_SCANNED,
): StreamPages {
  const requestOf = (query: StreamQuery, options: PageOptions, limit: number | undefined): QueryRequest => ({
    table: query.table ?? table,
    index: query.index,
    keyCondition: query.keyCondition,
    names: query.names,
    values: query.values,
    // An index knows no consistent reads.
    consistent: query.index === undefined,
    limit,
    descending: options.descending,
  });
  const roles = rolesIn(layout.file, table);
  return {
    async *ofQuery(stream, query, options = {}) {
      const local = (await dynamo.serverKind(options)) === 'aws' ? undefined : LOCAL_PAGE;
      const request = requestOf(query, options, options.limit ?? local);
      for await (const { items: stored, units } of dynamo.queryPages(request, options)) {
        yield { stored, items: itemsOf(layout, stream, stored, query.table), units };
      }
    },
    async *rawOfQuery(query, lastSeq, options) {
      const limit = (await dynamo.serverKind(options)) === 'aws' ? undefined : LOCAL_PAGE;
      const request = requestOf(query, {}, limit);
      const ranges = sequenceRanges(query, lastSeq, limit === undefined ? AWS_RANGE : LOCAL_RANGE);
      yield* dynamo.rawQueryRanges(
        ranges.map((range) => ({ ...request, ...range })),
        options,
      );
    },
    async *byScan(stream, options) {
      let scanned = 0;
      let units = 0;
      for await (const page of dynamo.scanTable({ table }, options)) {
        scanned += page.scanned;
        units += page.units;
        const items = roles.flatMap((role) => itemsOf(layout, stream, page.items, role));
        if (items.length > 0) yield { stored: page.items, items, units: page.units };
        if (scanned > most) throw tooLarge(table, stream, scanned, units);
      }
    },
  };
}

const tooLarge = (table: string, stream: string, items: number, units: number): AppError =>
  new AppError('LimitExceeded', {
    message: `“${stream}” was looked for in ${items} items of “${table}” (${Math.round(units)} read units), and the table has more: its layout does not tell where a stream lies.`,
    nextStep: 'Give the layout key patterns that contain the id of the stream, then it is found by a query.',
  });
