import type { StreamPreview } from '#shared/contract/layouts.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { proposeLayout } from '../layouts/propose/proposeLayout.ts';
import type { TableSample } from '../layouts/propose/sample.ts';
import type {
  SampleAnswers,
  SampleCall,
  SampleReading,
  StreamTally,
  StreamToShow,
} from '../layouts/propose/sampleCalls.ts';
import { BUILT_IN_LAYOUTS } from '../layouts/streams/builtInLayouts.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { rolesIn } from '../layouts/streams/layoutTables.ts';
import { createTaskSession } from '../replay/createTaskSession.ts';
import { noneReducer } from '../replay/reducers/noneReducer.ts';
import { itemsOf } from '../stores/streams/streamItems.ts';
import { itemAt, itemPlaces } from './itemPlaces.ts';

/** How many events of a stream are listed. */
const MOST_ROWS = 100;

const NONE: StreamTally = {
  events: 0,
  least: Number.MAX_SAFE_INTEGER,
  most: 0,
  undecodable: 0,
  projections: 0,
};

function itemsIn(page: Uint8Array): readonly AttributeMap[] {
  const places = itemPlaces(page);
  return Array.from({ length: places.length / 2 }, (_, item) =>
    itemAt(page, places[2 * item] ?? 0, places[2 * item + 1] ?? 0),
  );
}

/** What a layout says of an item of the sampled table. */
const readerOf = (layout: CompiledLayout, { table }: TableSample) => {
  const roles = rolesIn(layout.file, table);
  return (item: AttributeMap): readonly TaskItem[] => roles.flatMap((role) => layout.readItem(item, role));
};

function readSample(layout: CompiledLayout, sample: TableSample): SampleReading {
  const streams = new Map<string, StreamTally>();
  const read = readerOf(layout, sample);
  let others = 0;
  for (const stored of sample.items) {
    const found = read(stored);
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
    }
  }
  return { items: sample.items.length, streams, others };
}

function previewOf(
  stream: string,
  layout: CompiledLayout,
  items: readonly TaskItem[],
  whole: boolean,
): StreamPreview {
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

function showStreams(
  layout: CompiledLayout,
  sample: TableSample,
  streams: readonly StreamToShow[],
): readonly StreamPreview[] {
  const read = readerOf(layout, sample);
  const held = streams.every(({ start }) => start !== undefined) ? [] : sample.items.flatMap(read);
  return streams.map(({ stream, start }) => {
    const items =
      start === undefined
        ? held.filter((item) => item.kind !== 'bystander' && item.taskId === stream)
        : start.pages.flatMap(({ body, table }) => itemsOf(layout, stream, itemsIn(body), table));
    return previewOf(stream, layout, items, (start ?? sample).whole);
  });
}

/**
 * Answers what is asked of one sample, which `open` gives. What a call throws: `AnswerUnreadable` for pages that are
 * none, `InvalidInput` for a layout that cannot be used.
 */
export function createLayoutSample(): (call: SampleCall) => SampleAnswers[SampleCall['kind']] {
  let held: TableSample | undefined;
  const sample = (): TableSample => {
    if (held === undefined) throw new AppError('Internal', { message: 'No sample has been opened.' });
    return held;
  };
  return (call) => {
    switch (call.kind) {
      case 'open': {
        const { pages, ...about } = call.sample;
        held = { ...about, items: pages.flatMap(itemsIn) };
        return undefined;
      }
      case 'propose':
        return proposeLayout(sample(), BUILT_IN_LAYOUTS);
      case 'read':
        return readSample(compileLayout(call.layout), sample());
      case 'show':
        return showStreams(compileLayout(call.layout), sample(), call.streams);
    }
  };
}
