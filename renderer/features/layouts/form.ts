import type { DeclarativeReducer } from '#shared/model/reducerSpec.ts';
import type {
  Encoding,
  EventRule,
  LayoutFile,
  ProjectionRule,
  TimeFormat,
  ValueSource,
} from '#shared/model/streamLayout.ts';
import { pathText } from './pathText.ts';

/** A rule for events as it is edited field by field, as texts. */
export interface EventForm {
  /** The rule that it began as: what has no field stays as it is there. */
  readonly rule: EventRule;
  readonly partition: string;
  readonly sort: string;
  readonly stream: string;
  /** `{seq}` for a part of the patterns, else an attribute. */
  readonly sequence: string;
  readonly firstIs: '0' | '1';
  readonly padding: string;
  readonly type: string;
  /** What its writer calls the event; empty: nothing does. */
  readonly id: string;
  /** Who did it, and what led to it; empty: nothing says. */
  readonly actor: string;
  readonly correlation: string;
  readonly causation: string;
  readonly idempotencyKey: string;
  readonly time: string;
  readonly timeFormat: TimeFormat;
  readonly data: string;
  readonly encoding: Encoding;
}

/** A rule for projections, edited in the same way. */
export interface ProjectionForm {
  readonly rule: ProjectionRule;
  readonly partition: string;
  readonly sort: string;
  readonly stream: string;
  readonly fields: string;
  readonly encoding: Encoding;
  /** Empty: the table of the events. */
  readonly table: string;
}

/** What of a layout is edited field by field. The rest stands in its JSON. */
export interface LayoutForm {
  readonly name: string;
  readonly events: readonly EventForm[];
  readonly projections: readonly ProjectionForm[];
  readonly reducer: LayoutFile['reducer']['kind'];
  /** The reducer that it began as: to choose another one and then this one again loses nothing of it. */
  readonly began: LayoutFile['reducer'];
  /** Names of fields to compare, by commas; empty: all that the projection carries. */
  readonly compared: string;
  /** The rules of a declarative reducer by event type; empty where it is another one. */
  readonly rules: DeclarativeReducer['on'];
}

/** Where a number comes from: a part in braces, or a path. */
function sourceText(from: ValueSource): string {
  if ('part' in from) return `{${from.part}}`;
  const text = pathText(from.path);
  return partIn(text) === undefined ? text : JSON.stringify([text]);
}

/** The part of the patterns that a text names, such as `{seq}`; undefined for a path. */
export const partIn = (text: string): string | undefined => /^\{([^{}]+)\}$/.exec(text.trim())?.[1];

/** The names of fields that are compared, as a text; empty: all. */
export const comparedText = (reducer: LayoutFile['reducer']): string =>
  reducer.kind === 'declarative' ? (reducer.compare.fields ?? []).join(', ') : '';

function eventForm(rule: EventRule): EventForm {
  const { match, stream, sequence, event, item } = rule;
  const from = sequence.sum[0]?.from;
  const time = event.time ?? item.time;
  return {
    rule,
    partition: match.partition ?? '',
    sort: match.sort ?? '',
    stream,
    sequence: from === undefined ? '' : sourceText(from),
    firstIs: sequence.offset === 1 ? '0' : '1',
    padding: sequence.padding === undefined ? '' : String(sequence.padding),
    type: pathText(event.type),
    id: pathText(event.id ?? item.id),
    actor: pathText(event.actor ?? item.actor),
    correlation: pathText(event.correlation ?? item.correlation),
    causation: pathText(event.causation ?? item.causation),
    idempotencyKey: pathText(event.idempotencyKey),
    time: pathText(time?.path),
    timeFormat: time?.format ?? 'rfc3339',
    data: pathText(event.data?.path),
    encoding: event.data?.encoding ?? 'native',
  };
}

const projectionForm = (rule: ProjectionRule): ProjectionForm => ({
  rule,
  partition: rule.match.partition ?? '',
  sort: rule.match.sort ?? '',
  stream: rule.stream,
  fields: pathText(rule.fields?.path),
  encoding: rule.fields?.encoding ?? 'native',
  table: rule.table ?? '',
});

/** The fields of a layout. */
export const formOf = ({ name, events, projections, reducer }: LayoutFile): LayoutForm => ({
  name,
  events: events.map(eventForm),
  projections: projections.map(projectionForm),
  reducer: reducer.kind,
  began: reducer,
  compared: comparedText(reducer),
  rules: reducer.kind === 'declarative' ? reducer.on : {},
});

/** One more rule for events, after the others: a copy of the last one, which reads nothing until it is made another. */
export function withEventRule(form: LayoutForm): LayoutForm {
  const last = form.events.at(-1);
  return last === undefined ? form : { ...form, events: [...form.events, last] };
}

/** One more rule for projections, after the others: about the streams of the first rule for events. */
export function withProjectionRule(form: LayoutForm): LayoutForm {
  const [first] = form.events;
  const { partition = '', stream = '{id}' } = form.projections.at(-1) ?? first ?? {};
  const rule: ProjectionRule = { match: { where: [] }, stream, omit: [] };
  return {
    ...form,
    projections: [...form.projections, { ...projectionForm(rule), partition }],
  };
}

/** A list with one entry changed, or with undefined without it. */
export const withEntry = <T>(list: readonly T[], index: number, entry: T | undefined): readonly T[] =>
  list.flatMap((each, at) => (at !== index ? [each] : entry === undefined ? [] : [entry]));

/** A list with the entry at `from` moved to `to`. */
export function withMoved<T>(list: readonly T[], from: number, to: number): T[] {
  const others = list.filter((_, at) => at !== from);
  return [...others.slice(0, to), ...list.slice(from, from + 1), ...others.slice(to)];
}
