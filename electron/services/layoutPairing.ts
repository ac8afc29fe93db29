import type { LayoutPairing } from '#shared/model/layoutPairing.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { isOfEvents } from '../stores/streams/streamItems.ts';
import { streamPages } from '../stores/streams/streamPages.ts';

/** How many of either kind are looked up, and how many items are read for each query of one. */
const LOOKED_UP = 3;
const GLANCE = 100;

/** How many events and projections of a stream the sample holds. */
export interface HeldOfStream {
  readonly events: number;
  readonly projections: number;
}

/** What a sample holds of each stream, and how it was read. */
export interface PairingSample {
  readonly table: string;
  readonly layout: CompiledLayout;
  readonly streams: ReadonlyMap<string, HeldOfStream>;
  /** Whether the sample is the whole table. */
  readonly whole: boolean;
}

/** How events and projections belong together, and the read units that it took to see. */
export interface PairingReading {
  readonly pairing: LayoutPairing | undefined;
  readonly units: number;
}

const isProjection = ({ kind }: TaskItem): boolean => kind === 'projection';

/** Looks up whether the table has something of a stream, by its key and in one page a query. */
function lookUps(dynamo: Dynamo, { table, layout }: PairingSample, signal: AbortSignal) {
  const pages = streamPages(dynamo, table, layout);
  return async (stream: string, holds: 'events' | 'projection') => {
    const queries = layout.queriesFor(stream);
    let units = 0;
    // Where only reading the whole table would tell, nothing is told.
    let found = queries === undefined ? undefined : false;
    for (const query of queries ?? []) {
      if (query.holds !== holds && query.holds !== 'both') continue;
      for await (const page of pages.ofQuery(stream, query, { signal, limit: GLANCE })) {
        units += page.units;
        if (page.items.some(holds === 'events' ? isOfEvents : isProjection)) return { found: true, units };
        if (page.stored.length >= GLANCE) found = undefined;
        break;
      }
    }
    return { found, units };
  };
}

/**
 * Whether the streams of a sample have their projections in it. A sample may hold one without the other, so where none
 * pairs, some of either kind are looked up in the table.
 */
export async function pairingOf(
  dynamo: Dynamo,
  sample: PairingSample,
  signal: AbortSignal,
): Promise<PairingReading> {
  const { layout, streams, whole } = sample;
  const names = (is: (held: HeldOfStream) => boolean): readonly string[] =>
    [...streams].filter(([, held]) => is(held)).map(([stream]) => stream);
  const withEvents = names(({ events }) => events > 0);
  const projected = names(({ projections }) => projections > 0);
  const paired = names(({ events, projections }) => events > 0 && projections > 0).length;
  const rules = layout.file.projections;
  if (rules.length === 0 || streams.size === 0) return { pairing: undefined, units: 0 };
  const known = whole && rules.every(({ table }) => table === undefined);
  const lookUp = lookUps(dynamo, sample, signal);
  const all = paired > 0 || known;
  const ofEvents = await Promise.all(
    (all ? [] : withEvents.slice(0, LOOKED_UP)).map((stream) => lookUp(stream, 'projection')),
  );
  const ofProjections = await Promise.all(
    (all ? [] : projected.slice(0, LOOKED_UP)).map((stream) => lookUp(stream, 'events')),
  );
  const told = (looked: typeof ofEvents) => ({
    of: looked.filter(({ found }) => found !== undefined).length,
    found: looked.filter(({ found }) => found === true).length,
  });
  return {
    pairing: {
      streams: withEvents.length,
      projections: projected.length,
      paired,
      whole: known,
      always: layout.rules.hasProjections,
      looked: { streams: told(ofEvents), projections: told(ofProjections) },
      ...(withEvents[0] === undefined ? {} : { stream: withEvents[0] }),
      ...(projected[0] === undefined ? {} : { projection: projected[0] }),
    },
    units: [...ofEvents, ...ofProjections].reduce((sum, { units }) => sum + units, 0),
  };
}
