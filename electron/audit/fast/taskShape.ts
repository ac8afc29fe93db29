import type { Path } from '#shared/model/reducerSpec.ts';
import type { EventRule, LayoutFile, ProjectionRule } from '#shared/model/streamLayout.ts';
import { namesOf } from '../../layouts/streams/values.ts';
import { parsePattern, type Pattern } from '../../layouts/streams/pattern.ts';
import { compileProjection, type Projection } from '../../pages/projection.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';

/** Slots of a {@link TaskShape}'s projection. */
export const SLOT = {
  partition: 0,
  sort: 1,
  body: 2,
  type: 3,
  at: 4,
  data: 5,
  title: 6,
  assignee: 7,
  progress: 8,
  error: 9,
  storedStatus: 10,
  storedTitle: 11,
  storedAssignee: 12,
  storedAttempts: 13,
  storedProgress: 14,
  storedError: 15,
  storedSeq: 16,
} as const;

/** A layout whose streams the task reducer folds, and whose items can be folded as bytes. */
export interface TaskShape {
  readonly projection: Projection;
  /** What the partition keys of streams begin with; the rest is the stream. */
  readonly partitionPrefix: Uint8Array;
  /** What the sort keys of events begin with; the rest is the number. */
  readonly eventPrefix: Uint8Array;
  /** The sort key of the stored projection. */
  readonly projectionKey: Uint8Array;
  /** Digits that numbers are padded to. */
  readonly padding: number;
}

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

/** How to fold a layout's items as bytes; undefined where that is not possible, so that they are decoded. */
export function taskShapeOf(layout: LayoutFile, reducer: ReducerSource): TaskShape | undefined {
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
  return {
    projection: compileProjection(paths),
    partitionPrefix: bytesOf(partition.prefix),
    eventPrefix: bytesOf(sort.prefix),
    projectionKey: bytesOf(projectionKey.literal),
    padding,
  };
}
