import type { LayoutFile, ProjectionRule } from '#shared/model/streamLayout.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { matcherOf, templateOf } from '../../layouts/streams/matcher.ts';
import { fillPattern, matchPattern, type Pattern } from '../../layouts/streams/pattern.ts';
import { namesOf } from '../../layouts/streams/values.ts';
import { compileProjection } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { parseJson } from '../../pages/text.ts';
import type { Reducer } from '../../replay/reducer.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';
import { eventPlan, isPlain, matchPlan, type EventPlan } from './eventPlan.ts';
import { countIn, fitsKey } from './keyBytes.ts';
import { createLayoutFold } from './layoutFold.ts';
import type { LayoutPlan, StoredPlan } from './layoutPlan.ts';
import { plainText } from './plainText.ts';
import { reducerPlan } from './reducerPlan.ts';
import { createSlots, type Slots } from './slots.ts';
import type { ItemBytes, StreamShape } from './streamShape.ts';

/** Beyond any number of digits. */
const ANY_WIDTH = 99;

function storedPlan(key: LayoutFile['key'], rule: ProjectionRule, slots: Slots): StoredPlan | undefined {
  const matched = matchPlan(key, rule.match, slots);
  if (matched === undefined || !isPlain(rule.fields)) return undefined;
  const keys = [key.partition.name, ...(key.sort === undefined ? [] : [key.sort.name])];
  return {
    ...matched,
    fields: rule.fields === undefined ? undefined : namesOf(rule.fields.path),
    omitted: new Set([...rule.omit, ...(rule.fields === undefined ? keys : [])]),
  };
}

/** A pattern without what its parts take. */
const sketch = ({ pieces }: Pattern): string =>
  JSON.stringify(pieces.map((piece) => (piece.literal === undefined ? { part: piece.part } : piece.literal)));

/** Tells the stream of a partition key, for partitions that hold one stream each; undefined for others. */
function streamReader({ key, events: [rule] }: LayoutFile): LayoutPlan['streamOf'] | undefined {
  if (rule === undefined) return undefined;
  const matcher = matcherOf(key, rule.match);
  const { pattern } = matcher.partition;
  const { pattern: name } = templateOf(rule.stream, matcher);
  const isOne = name.parts.length === 1 && pattern.parts.length === 1 && name.parts[0] === pattern.parts[0];
  // Other names of several parts might be put together of those of another partition.
  if (!isOne && sketch(name) !== sketch(pattern)) return undefined;
  return ({ bytes, from, to }) => {
    const text: unknown = plainText(bytes, from, to) ?? parseJson(bytes, from - 1, to + 1);
    const values = typeof text === 'string' ? matchPattern(pattern, text) : undefined;
    if (values === undefined) return '';
    return fillPattern(name, (part) => values[pattern.parts.indexOf(part)]) ?? '';
  };
}

/** Keys of how many digits come in the order of their numbers, where the number is a part of the key. */
function widthOf({ key: { sort } }: LayoutFile, event: EventPlan, padding: number | undefined): number {
  if (event.number >= 0 || sort?.type === 'N') return ANY_WIDTH;
  return padding ?? 1;
}

const KEY_TAGS = { S: LETTER.S, N: LETTER.N, B: LETTER.B } as const;

/**
 * How to fold the streams of a layout by a reducer as bytes. Undefined where only decoding can tell, and everything is
 * decoded and judged in full: several rules for events or projections, streams that share a partition or span several
 * (or have their projection in another table), lists of events, anything packed (JSON, gzip …), sort keys of several
 * parts, numbers that are sums, reducers of one's own, the reducer of tasks, and rules that reach into values.
 */
export function layoutShapeOf(
  { file, rules, onePartition }: CompiledLayout,
  source: ReducerSource,
  judge: Reducer,
): StreamShape | undefined {
  const [rule, ...moreEvents] = file.events;
  const [projection, ...moreStored] = file.projections;
  if (rule === undefined || moreEvents.length > 0 || moreStored.length > 0 || !onePartition) return undefined;
  const isBeside =
    projection === undefined ||
    (projection.table === undefined &&
      projection.match.partition === rule.match.partition &&
      projection.stream === rule.stream);
  const streamOf = streamReader(file);
  if (!isBeside || streamOf === undefined) return undefined;
  const slots = createSlots();
  slots.at([file.key.partition.name]);
  const sort = file.key.sort === undefined ? -1 : slots.at([file.key.sort.name]);
  const event = eventPlan(file.key, rule, slots);
  const stored = projection === undefined ? undefined : storedPlan(file.key, projection, slots);
  const reducer = event === undefined ? undefined : reducerPlan(source, event.facts);
  if (event === undefined || reducer === undefined || slots.counts) return undefined;
  if (projection !== undefined && stored === undefined) return undefined;
  const padding = widthOf(file, event, rule.sequence.padding);
  const plan: LayoutPlan = {
    event,
    stored,
    reducer,
    judge,
    rules,
    sort,
    sortTag: KEY_TAGS[file.key.sort?.type ?? 'S'],
    padding,
    streamOf,
  };
  const tag = KEY_TAGS[file.key.partition.type];
  return {
    projection: compileProjection(slots.paths),
    padding,
    mayBelong: ({ found }) => found.tags[0] === tag,
    orderOf: orderBy(plan),
    streamOf,
    createFold: () => createLayoutFold(plan),
  };
}

/** What items of a stream are put in order by. */
const orderBy =
  ({ event, sort }: LayoutPlan) =>
  ({ bytes, found: { from, to } }: ItemBytes): number => {
    const start = from[sort] ?? 0;
    const end = to[sort] ?? 0;
    if (event.sort !== undefined && !fitsKey(event.sort, bytes, start, end)) return Number.POSITIVE_INFINITY;
    const count =
      event.number < 0
        ? countIn(bytes, start + (event.sort?.prefix.length ?? 0), end - (event.sort?.suffix.length ?? 0))
        : countIn(bytes, from[event.number] ?? 0, to[event.number] ?? 0);
    // What cannot be placed makes the fold unsure wherever it comes.
    return count < 0 ? Number.POSITIVE_INFINITY : count;
  };
