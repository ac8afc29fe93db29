import type { Path } from '#shared/model/reducerSpec.ts';
import type { EventRule, LayoutFile, ProjectionRule } from '#shared/model/streamLayout.ts';
import { namesOf } from '../../layouts/streams/values.ts';
import { parsePattern, type Pattern } from '../../layouts/streams/pattern.ts';
import { compileProjection } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { parseJson } from '../../pages/text.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';
import { beginWith } from './compareBytes.ts';
import type { StreamShape } from './streamShape.ts';
import { createTaskFold } from './taskFold.ts';
import { SLOT, type TaskPlan } from './taskSlots.ts';

const STORED = ['status', 'title', 'assignee', 'attempts', 'progress', 'last_error', 'last_seq'] as const;

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** The literal that a pattern of a literal and one part begins with, and the part; undefined for other patterns. */
function prefixed({ pieces }: Pattern): { readonly prefix: string; readonly part: string } | undefined {
  const [first, second, ...more] = pieces;
  if (first?.literal === undefined || second === undefined || second.literal !== undefined) return undefined;
  return more.length === 0 ? { prefix: first.literal, part: second.part } : undefined;
}

const patternOf = (source: string | undefined): Pattern => {
  const parsed = source === undefined ? undefined : parsePattern(source).pattern;
  return parsed ?? { pieces: [], parts: [] };
};

const isPlain = (packed: EventRule['body']): boolean =>
  packed?.encoding === 'native' && packed.encodingBy === undefined && packed.within === undefined;

/** Whether events are single ones, native, and say themselves all that the reducer goes by. */
function isPlainRule({ match, holds, sequence, event, item }: EventRule): boolean {
  const [term, ...more] = sequence.sum;
  return (
    match.where.length === 0 &&
    holds === 'event' &&
    more.length === 0 &&
    term?.times === 1 &&
    sequence.offset === 0 &&
    Object.keys(item).length === 0 &&
    event.defaultType === undefined &&
    event.sequence === undefined &&
    event.metadata === undefined &&
    event.time?.format === 'rfc3339' &&
    isPlain(event.data)
  );
}

const isPlainProjection = ({ match, table, fields, omit }: ProjectionRule): boolean =>
  match.where.length === 0 &&
  table === undefined &&
  (fields === undefined || isPlain(fields)) &&
  !STORED.some((name) => omit.includes(name));

/** Where everything lies, by slot; undefined when two lie in one place, or a name may count into a list. */
function pathsOf(
  { key }: LayoutFile,
  { body, event }: EventRule,
  { fields }: ProjectionRule,
): readonly (readonly string[])[] | undefined {
  const inBody = (path: Path): readonly string[] => [
    ...(body === undefined ? [] : namesOf(body.path)),
    ...namesOf(path),
  ];
  if (key.sort === undefined || body === undefined || event.type === undefined) return undefined;
  if (event.time === undefined || event.data === undefined) return undefined;
  const data = inBody(event.data.path);
  const stored = fields === undefined ? [] : namesOf(fields.path);
  const paths = [
    [key.partition.name],
    [key.sort.name],
    [...namesOf(body.path)],
    inBody(event.type),
    inBody(event.time.path),
    data,
    ...['title', 'assignee', 'progress', 'error'].map((name) => [...data, name]),
    ...STORED.map((name) => [...stored, name]),
  ];
  const unique = new Set(paths.map((path) => JSON.stringify(path)));
  const counts = paths.some((path) => path.some((name) => /^\d+$/.test(name)));
  return unique.size === paths.length && !counts ? paths : undefined;
}

/** What the items of a stream are put in order by: the number of an event; what is none comes last, as in key order. */
const orderBy =
  ({ eventPrefix }: TaskPlan): StreamShape['orderOf'] =>
  ({ bytes, found }) => {
    const start = found.from[SLOT.sort] ?? 0;
    const end = found.to[SLOT.sort] ?? 0;
    if (!beginWith(bytes, start, end, eventPrefix)) return Number.POSITIVE_INFINITY;
    let seq = 0;
    for (let at = start + eventPrefix.length; at < end; at += 1) seq = seq * 10 + ((bytes[at] ?? 0) - 48);
    return seq;
  };

const belongsBy =
  ({ partitionPrefix }: TaskPlan): StreamShape['mayBelong'] =>
  ({ bytes, found: { tags, from, to } }) => {
    const [start, end] = [from[SLOT.partition] ?? 0, to[SLOT.partition] ?? 0];
    return (
      tags[SLOT.partition] === LETTER.S &&
      end - start > partitionPrefix.length &&
      beginWith(bytes, start, end, partitionPrefix)
    );
  };

const nameBy =
  ({ partitionPrefix }: TaskPlan): StreamShape['streamOf'] =>
  ({ bytes, from, to }) => {
    const key = parseJson(bytes, from - 1, to + 1);
    return typeof key === 'string' ? key.slice(Buffer.from(partitionPrefix).toString().length) : '';
  };

/**
 * How to fold the layout of tasks by their own reducer, which {@link layoutShapeOf} does for other layouts and reducers;
 * undefined for all others.
 */
export function taskShapeOf(layout: LayoutFile, reducer: ReducerSource): StreamShape | undefined {
  const [events, ...moreEvents] = layout.events;
  const [stored, ...moreStored] = layout.projections;
  if (reducer.kind !== 'task' || events === undefined || stored === undefined) return undefined;
  if (moreEvents.length > 0 || moreStored.length > 0 || !isPlain(events.body)) return undefined;
  if (!isPlainRule(events) || !isPlainProjection(stored)) return undefined;
  if (layout.key.partition.type !== 'S' || layout.key.sort?.type !== 'S') return undefined;
  const partition = prefixed(patternOf(events.match.partition));
  const sort = prefixed(patternOf(events.match.sort));
  const [projectionKey, ...more] = patternOf(stored.match.sort).pieces;
  const { padding, sum } = events.sequence;
  const [term] = sum;
  if (partition === undefined || sort === undefined || padding === undefined) return undefined;
  if (projectionKey?.literal === undefined || more.length > 0) return undefined;
  if (projectionKey.literal.startsWith(sort.prefix)) return undefined;
  if (term === undefined || !('part' in term.from) || term.from.part !== sort.part) return undefined;
  const sameStreams = stored.match.partition === events.match.partition && stored.stream === events.stream;
  if (!sameStreams || events.stream !== `{${partition.part}}`) return undefined;
  const paths = pathsOf(layout, events, stored);
  if (paths === undefined) return undefined;
  const plan: TaskPlan = {
    partitionPrefix: bytesOf(partition.prefix),
    eventPrefix: bytesOf(sort.prefix),
    projectionKey: bytesOf(projectionKey.literal),
    padding,
  };
  return {
    projection: compileProjection(paths),
    padding,
    mayBelong: belongsBy(plan),
    orderOf: orderBy(plan),
    streamOf: nameBy(plan),
    createFold: () => createTaskFold(plan),
  };
}
