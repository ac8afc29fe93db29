import type { LayoutPreview } from '#shared/contract/layouts.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import type { TableSample } from '../layouts/propose/sample.ts';
import type { SampleReading, StreamTally, StreamToShow } from '../layouts/propose/sampleCalls.ts';
import { problemsOf } from '../layouts/streams/checkLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { dynamoStreamStore } from '../stores/streams/dynamoStreamStore.ts';
import { layoutKeyDifference } from './layoutCatalog.ts';
import { pairingOf } from './layoutPairing.ts';
import type { SampleThread } from './layoutThread.ts';
import { otherTableProblems } from './otherTableProblems.ts';

/** How many streams are shown, and how many items are read of each. */
const SHOWN = 3;
const MOST_ITEMS = 300;

const hasGap = ({ events, least, most }: StreamTally): boolean => events > 0 && most - least + 1 > events;

/** The streams worth a look: those with something unreadable or missing, then those with most events. */
const worthShowing = ({ streams }: SampleReading): readonly string[] =>
  [...streams]
    .sort(
      ([, a], [, b]) =>
        Math.sign(b.undecodable) - Math.sign(a.undecodable) ||
        Number(hasGap(b)) - Number(hasGap(a)) ||
        b.events - a.events,
    )
    .slice(0, SHOWN)
    .map(([stream]) => stream);

const sum = (reading: SampleReading, what: 'events' | 'undecodable' | 'projections'): number =>
  [...reading.streams.values()].reduce((all, tally) => all + tally[what], 0);

/** A sample that lies in a thread, and the table it is of. */
export interface SampledTable extends Pick<TableSample, 'table' | 'key' | 'whole'> {
  readonly thread: SampleThread;
}

/**
 * What a layout makes of a sample. The streams shown are read from the table, their first items at least; those that
 * only a scan finds are shown as far as the sample holds them.
 */
export async function previewLayout(
  dynamo: Dynamo,
  sample: SampledTable,
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
  const { table, thread, whole } = sample;
  const reading = await thread.read(file, signal);
  const store = dynamoStreamStore(dynamo, { table, layout });
  const found = layout.foundByQuery ? 'query' : 'scan';
  const streams: StreamToShow[] = [];
  let units = 0;
  for (const stream of worthShowing(reading)) {
    const start = found === 'scan' ? undefined : await store.readStart(stream, MOST_ITEMS, { signal });
    units += start?.units ?? 0;
    streams.push({ stream, start });
  }
  const shown = await thread.show(file, streams, signal);
  const { pairing, units: lookedUp } = await pairingOf(
    dynamo,
    { table, layout, streams: reading.streams, whole },
    signal,
  );
  return {
    faults: [],
    items: reading.items,
    events: sum(reading, 'events'),
    undecodable: sum(reading, 'undecodable'),
    projections: sum(reading, 'projections'),
    others: reading.others,
    streams: reading.streams.size,
    ...(pairing === undefined ? {} : { pairing }),
    found,
    shown: [...shown],
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
