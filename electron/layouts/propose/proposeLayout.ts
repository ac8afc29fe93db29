import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Guess, LayoutProposal, Trust } from '#shared/model/layoutProposal.ts';
import {
  layoutFileSchema,
  type EventRule,
  type LayoutFile,
  type LayoutFileInput,
} from '#shared/model/streamLayout.ts';
import { TASK_EVENT_TYPES } from '#shared/model/taskEvent.ts';
import { layoutNameSchema } from '#shared/model/layout.ts';
import { streamLayoutOf } from '../streams/builtInLayouts.ts';
import { detectStreams, shareRead } from '../detectStreams.ts';
import { attributeFrames } from './attributeFrames.ts';
import { guessEvent, type EventGuess } from './eventGuess.ts';
import { figuresOf, scoreOf, type Frame } from './frame.ts';
import {
  contextWords,
  dataWords,
  eventsWords,
  fieldsWords,
  idWords,
  metadataWords,
  othersWords,
  projectionWords,
  sequenceWords,
  streamWords,
  timeWords,
  typeWords,
} from './guessWords.ts';
import { keyFrames, partitionOf } from './keyFrames.ts';
import { placesIn, textsAt } from './places.ts';
import { guessProjection, kindsOfOthers, matchBeginning } from './projectionGuess.ts';
import type { TableSample } from './sample.ts';
import { timeFormatOf } from './timeGuess.ts';

/** The best way to see the sample as streams. */
function bestFrame(sample: TableSample): Frame | undefined {
  const { length } = sample.items;
  let best: { readonly frame: Frame; readonly score: number } | undefined;
  for (const frame of [...keyFrames(sample), ...attributeFrames(sample)]) {
    const score = scoreOf(frame, length);
    if (score > 0 && score > (best?.score ?? 0)) best = { frame, score };
  }
  return best?.frame;
}

const keyNames = ({ key }: TableSample): ReadonlySet<string> =>
  new Set([key.hash.name, ...(key.range === undefined ? [] : [key.range.name])]);

/** Attributes that no fact of an event is looked for in: keys, and what the frame itself has read. */
const leftOutOf = (sample: TableSample, { from, stream }: Frame): ReadonlySet<string> =>
  new Set([
    ...keyNames(sample),
    ...('path' in from && typeof from.path === 'string' ? [from.path] : []),
    ...(stream.startsWith('{@') ? [stream.slice(2, -1)] : []),
  ]);

/** Where events are told from others by having a type at all, items without one are no events. */
function narrowed(frame: Frame, found: EventGuess): Frame {
  const { type, body } = found;
  if (frame.strict || type === undefined || body !== undefined || type.share === 1) return frame;
  const members = frame.members.filter((_, index) => type.place.values.has(index));
  const where = [{ path: type.place.path, exists: true }];
  return { ...frame, members, match: { ...frame.match, where } };
}

const isTaskLike = (found: EventGuess): boolean => {
  const kinds = found.type?.kinds ?? [];
  const known = kinds.filter((kind) => TASK_EVENT_TYPES.some((type) => type === kind));
  return kinds.length > 0 && known.length >= kinds.length * 0.8;
};

const WORST: readonly Trust[] = ['weak', 'likely', 'sure'];

/** A layout is as good as the parts that nothing works without. */
const trustOf = (guesses: readonly Guess[]): Trust => {
  const needed = guesses.filter(({ part }) => ['events', 'stream', 'sequence', 'type'].includes(part));
  return WORST.find((trust) => needed.some((guess) => guess.trust === trust)) ?? 'weak';
};

/** Names that no layout can be saved under. */
const isTaken = (name: string): boolean =>
  layoutNameSchema.safeParse(name).success || streamLayoutOf(name) !== undefined;

/** A name for the layout file, made from that of the table. */
const nameFrom = (table: string): string => {
  const name = table
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  if (name === '') return 'layout';
  return isTaken(name) ? `${name}-table` : name;
};

const choices = (sample: TableSample, found: EventGuess | undefined): LayoutProposal['places'] => {
  const places = found?.places ?? placesIn(sample.items, keyNames(sample));
  const all = (is: (place: (typeof places)[number]) => boolean): string[] =>
    places
      .filter((place) => typeof place.path === 'string' && is(place))
      .map(({ text }) => text)
      .slice(0, 50);
  return {
    types: all((place) => textsAt(place) !== undefined),
    times: all(({ values }) => [...values.values()].some((value) => timeFormatOf(value) !== undefined)),
    data: all(({ values }) =>
      [...values.values()].every((value) => 'M' in value || 'S' in value || 'B' in value || 'L' in value),
    ),
    numbers: all(({ values }) => [...values.values()].every((value) => 'N' in value)),
  };
};

const keyOf = ({ key }: TableSample): LayoutFileInput['key'] => ({
  partition: key.hash,
  ...(key.range === undefined ? {} : { sort: key.range }),
});

/**
 * What is proposed where nothing counts: the keys as they are, for the reader to fill in. A table without a sort key
 * has streams of one event.
 */
function blank(sample: TableSample): LayoutProposal {
  const { key, items } = sample;
  const says =
    items.length === 0
      ? 'The sample has no items, so nothing can be guessed. Sample again once the table has some.'
      : 'No key and no attribute of these items counts on within a group of them, as sequences do.';
  return {
    layout: layoutFileSchema.parse({
      dynascopeLayout: 1,
      name: nameFrom(sample.table),
      key: keyOf(sample),
      events: [
        {
          match: { partition: '{id}', ...(key.range === undefined ? {} : { sort: '{seq:digits}' }) },
          stream: '{id}',
          sequence: { sum: [{ from: key.range === undefined ? { path: 'version' } : { part: 'seq' } }] },
          event: {},
        },
      ],
    } satisfies LayoutFileInput),
    guesses: [{ part: 'events', says, trust: 'weak' }],
    trust: 'weak',
    reads: 0,
    of: items.length,
    places: choices(sample, undefined),
  };
}

/** A layout that somebody else has described, taken as it is under a name of its own. */
function known(sample: TableSample, layout: LayoutFile): LayoutProposal {
  const { table, items } = sample;
  const reads = Math.round(shareRead(layout, items) * items.length);
  const says = `The built-in layout “${layout.title ?? layout.name}” reads ${reads} of ${items.length} items, so it is taken as it is.`;
  return {
    layout: { ...layout, name: nameFrom(table) },
    guesses: [{ part: 'events', trust: 'sure', says }],
    trust: 'sure',
    reads,
    of: items.length,
    places: choices(sample, undefined),
  };
}

/**
 * Proposes a layout for a table by some of its items, and says of every part why. Never throws for what items hold.
 * `layouts`: those that are tried first.
 */
export function proposeLayout(sample: TableSample, layouts: readonly LayoutFile[] = []): LayoutProposal {
  const fitting = detectStreams(layouts, sample.key, sample.items);
  if (fitting !== undefined) return known(sample, fitting);
  const first = bestFrame(sample);
  if (first === undefined) return blank(sample);
  const leftOut = leftOutOf(sample, first);
  const { ttlAttribute, items, key } = sample;
  const read = (frame: Frame): EventGuess =>
    guessEvent(
      frame.members.map(({ item }) => item),
      frame.members.map(({ group }) => group),
      leftOut,
      ttlAttribute,
    );
  const rough = read(first);
  const frame = narrowed(first, rough);
  const found = frame === first ? rough : read(frame);
  const weights = new Map(frame.members.map((member, index) => [member, found.weights[index] ?? 1]));
  const plain = figuresOf(frame.members);
  // Items that count on one by one though they hold several events each are commits, which share their number.
  const commits = found.holds === 'list' && plain.dense === 1 && found.events > frame.members.length;
  const figures = commits ? plain : figuresOf(frame.members, (member) => weights.get(member) ?? 1);

  const held = new Set<AttributeMap>(frame.members.map(({ item }) => item));
  const rest = items.filter((item) => !held.has(item));
  const partitions = new Set(frame.members.flatMap(({ item }) => partitionOf(item, key.hash) ?? []));
  const projection = frame.stream.startsWith('{@')
    ? undefined
    : guessProjection(sample, rest, partitions, frame.match.partition ?? '{id}');
  const projected = new Set<AttributeMap>(projection?.items);
  const others = rest.filter((item) => !projected.has(item));
  const kinds = kindsOfOthers(sample, others);
  const ofUse = (use: 'idempotency' | 'deadLetters') =>
    kinds.filter((kind) => kind.use === use).map(({ begins }) => matchBeginning(begins));

  const rule: EventRule = {
    match: frame.match,
    stream: frame.stream,
    sequence: {
      sum: [{ from: frame.from, times: 1 }],
      offset: figures.offset,
      ...(commits ? { of: 'every' as const } : {}),
      ...(typeof frame.padding === 'number' ? { padding: frame.padding } : {}),
    },
    ...(found.body === undefined ? {} : { body: found.body }),
    holds: found.holds,
    item: found.item,
    event: found.event,
  };
  const guesses = [
    eventsWords(frame, items.length),
    streamWords(frame, figures),
    sequenceWords(frame, figures),
    typeWords(found),
    timeWords(found),
    dataWords(found),
    ...metadataWords(found),
    ...contextWords(found),
    ...idWords(found),
    projectionWords(projection, partitions.size),
    ...fieldsWords(projection?.fields),
    ...othersWords(kinds),
  ];
  return {
    layout: layoutFileSchema.parse({
      dynascopeLayout: 1,
      name: nameFrom(sample.table),
      key: keyOf(sample),
      events: [rule],
      projections: projection === undefined ? [] : [projection.rule],
      idempotency: ofUse('idempotency'),
      deadLetters: ofUse('deadLetters'),
      reducer: isTaskLike(found) ? { kind: 'task' } : { kind: 'none' },
    } satisfies LayoutFileInput),
    guesses,
    trust: trustOf(guesses),
    reads: held.size + projected.size,
    of: items.length,
    places: choices(sample, found),
  };
}
