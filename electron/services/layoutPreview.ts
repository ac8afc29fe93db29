import type { LayoutPreview, StreamPreview } from '#shared/contract/layouts.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import type { TableSample } from '../layouts/propose/sample.ts';
import { problemsOf } from '../layouts/streams/checkLayout.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { rolesIn } from '../layouts/streams/layoutTables.ts';
import { noneReducer } from '../replay/reducers/noneReducer.ts';
import { createTaskSession } from '../replay/createTaskSession.ts';
import { dynamoStreamStore } from '../stores/streams/dynamoStreamStore.ts';
import type { StreamStart } from '../stores/streams/streamStore.ts';
import { layoutKeyDifference } from './layoutCatalog.ts';
import { otherTableProblems } from './otherTableProblems.ts';
import { pairingOf } from './layoutPairing.ts';

/** How many streams are shown, how many items are read of each, and how many events of it are listed. */
const SHOWN = 3;
const MOST_ITEMS = 300;
const MOST_ROWS = 100;

interface Tally {
  events: number;
  /** The smallest and the largest number, for telling whether some are missing. */
  least: number;
  most: number;
  undecodable: number;
  projections: number;
}

const NONE: Tally = { events: 0, least: Number.MAX_SAFE_INTEGER, most: 0, undecodable: 0, projections: 0 };

/** What the sampled items are, by stream. */
interface Reading {
  readonly streams: ReadonlyMap<string, Tally>;
  readonly items: ReadonlyMap<string, readonly TaskItem[]>;
  readonly others: number;
}

function readSample(layout: CompiledLayout, sample: TableSample): Reading {
  const streams = new Map<string, Tally>();
  const items = new Map<string, TaskItem[]>();
  let others = 0;
  const roles = rolesIn(layout.file, sample.table);
  for (const stored of sample.items) {
    const found = roles.flatMap((role) => layout.readItem(stored, role));
    if (found.every(({ kind }) => kind === 'bystander')) others += 1;
    for (const item of found) {
      if (item.kind === 'bystander') continue;
      const tally = streams.get(item.taskId) ?? { ...NONE };
      streams.set(item.taskId, tally);
      if (item.kind === 'event') {
        tally.events += 1;
        tally.least = Math.min(tally.least, item.event.seq);
        tally.most = Math.max(tally.most, item.event.seq);
      }
      if (item.kind === 'undecodable') tally.undecodable += 1;
      if (item.kind === 'projection') tally.projections += 1;
      const known = items.get(item.taskId);
      if (known === undefined) items.set(item.taskId, [item]);
      else known.push(item);
    }
  }
  return { streams, items, others };
}

const hasGap = ({ events, least, most }: Tally): boolean => events > 0 && most - least + 1 > events;

/** The streams worth a look: those with something unreadable or missing, then those with most events. */
const worthShowing = ({ streams }: Reading): readonly string[] =>
  [...streams]
    .sort(
      ([, a], [, b]) =>
        Math.sign(b.undecodable) - Math.sign(a.undecodable) ||
        Number(hasGap(b)) - Number(hasGap(a)) ||
        b.events - a.events,
    )
    .slice(0, SHOWN)
    .map(([stream]) => stream);

function previewOf(stream: string, layout: CompiledLayout, { items, whole }: StreamStart): StreamPreview {
  const session = createTaskSession(stream, noneReducer, layout.rules);
  session.add(items);
  session.complete();
  const { findings, undecodable, stored } = session.summary();
  const { total, rows } = session.events({ types: [], text: '', regex: false }, { from: 0, to: MOST_ROWS });
  const last = rows.at(-1)?.seq ?? 0;
  const missing = findings.flatMap((finding) => (finding.kind === 'sequence-gap' ? finding.missing : []));
  return {
    stream,
    rows: [...rows],
    undecodable: undecodable.slice(0, MOST_ROWS),
    missing: missing.filter((gap) => (typeof gap === 'number' ? gap : gap[0]) <= last).slice(0, MOST_ROWS),
    projection: stored,
    more: !whole || total > rows.length,
  };
}

const sum = (reading: Reading, what: 'events' | 'undecodable' | 'projections'): number =>
  [...reading.streams.values()].reduce((all, tally) => all + tally[what], 0);

/**
 * What a layout makes of a sample. The streams shown are read from the table, their first items at least; those that
 * only a scan finds are shown as far as the sample holds them.
 */
export async function previewLayout(
  dynamo: Dynamo,
  sample: TableSample,
  file: LayoutFile,
  signal: AbortSignal,
): Promise<LayoutPreview> {
  const difference = layoutKeyDifference(sample.key, file);
  const faults = [
    ...(difference === undefined
      ? []
      : [{ path: 'key', says: `The table’s key is ${difference.found}, not ${difference.expected}.` }]),
    ...[...problemsOf(file), ...(await otherTableProblems(dynamo, sample, file, signal))].map(
      ({ path, says, nextStep }) => ({ path, says: `${says} ${nextStep}` }),
    ),
  ];
  if (faults.length > 0) return { ...NOTHING, faults };
  const layout = compileLayout(file);
  const reading = readSample(layout, sample);
  const store = dynamoStreamStore(dynamo, { table: sample.table, layout });
  const found = layout.foundByQuery ? 'query' : 'scan';
  const shown: StreamPreview[] = [];
  let units = 0;
  for (const stream of worthShowing(reading)) {
    const held = { items: reading.items.get(stream) ?? [], whole: sample.whole, units: 0 };
    const start = found === 'scan' ? held : await store.readStart(stream, MOST_ITEMS, { signal });
    units += start.units;
    shown.push(previewOf(stream, layout, start));
  }
  const { table, whole } = sample;
  const { pairing, units: lookedUp } = await pairingOf(
    dynamo,
    { table, layout, streams: reading.streams, whole },
    signal,
  );
  return {
    faults: [],
    items: sample.items.length,
    events: sum(reading, 'events'),
    undecodable: sum(reading, 'undecodable'),
    projections: sum(reading, 'projections'),
    others: reading.others,
    streams: reading.streams.size,
    ...(pairing === undefined ? {} : { pairing }),
    found,
    shown,
    units: units + lookedUp,
  };
}

const NOTHING: LayoutPreview = {
  faults: [],
  items: 0,
  events: 0,
  undecodable: 0,
  projections: 0,
  others: 0,
  streams: 0,
  found: 'query',
  shown: [],
  units: 0,
};
