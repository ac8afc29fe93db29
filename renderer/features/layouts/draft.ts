import type { Path } from '#shared/model/reducerSpec.ts';
import {
  layoutFileSchema,
  type Encoding,
  type EventRule,
  type LayoutFile,
  type TimeFormat,
} from '#shared/model/streamLayout.ts';

/** What of a layout is edited field by field, as texts. The rest stands in its JSON. */
export interface LayoutForm {
  readonly name: string;
  readonly partition: string;
  readonly sort: string;
  readonly stream: string;
  /** `{seq}` for a part of the patterns, else an attribute. */
  readonly sequence: string;
  readonly firstIs: '0' | '1';
  readonly padding: string;
  readonly type: string;
  readonly time: string;
  readonly timeFormat: TimeFormat;
  readonly data: string;
  readonly encoding: Encoding;
  /** Empty: there is none. */
  readonly projection: string;
  readonly fields: string;
  readonly reducer: LayoutFile['reducer']['kind'];
  /** Names of fields to compare, by commas; empty: all that the projection carries. */
  readonly compared: string;
}

/** What stands between the names of a path of which a name holds a dot. */
const STEP = ' › ';

const pathText = (path: Path | undefined): string =>
  path === undefined ? '' : typeof path === 'string' ? path : path.join(STEP);

const pathOf = (text: string): Path => (text.includes(STEP) ? text.split(STEP) : text);

const NO_RULE: EventRule = {
  match: { where: [] },
  stream: '{id}',
  sequence: { sum: [{ from: { part: 'seq' }, times: 1 }], offset: 0 },
  holds: 'event',
  item: {},
  event: {},
};

/** The fields of a layout: of its first rule for events and its first for projections. */
export function formOf({ name, events, projections, reducer }: LayoutFile): LayoutForm {
  const { match, stream, sequence, event, item } = events[0] ?? NO_RULE;
  const from = sequence.sum[0]?.from;
  const time = event.time ?? item.time;
  return {
    name,
    partition: match.partition ?? '',
    sort: match.sort ?? '',
    stream,
    sequence: from === undefined ? '' : 'part' in from ? `{${from.part}}` : pathText(from.path),
    firstIs: sequence.offset === 1 ? '0' : '1',
    padding: sequence.padding === undefined ? '' : String(sequence.padding),
    type: pathText(event.type),
    time: pathText(time?.path),
    timeFormat: time?.format ?? 'rfc3339',
    data: pathText(event.data?.path),
    encoding: event.data?.encoding ?? 'native',
    projection: projections[0]?.match.sort ?? '',
    fields: pathText(projections[0]?.fields?.path),
    reducer: reducer.kind,
    compared: reducer.kind === 'declarative' ? (reducer.compare.fields ?? []).join(', ') : '',
  };
}

type Written = Record<string, unknown>;

const filled = (name: string, text: string, value: unknown = text): Written =>
  text.trim() === '' ? {} : { [name]: value };

const without = (object: object, ...names: readonly string[]): Written =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

function sequenceOf(rule: EventRule, form: LayoutForm): Written {
  const [first, ...rest] = rule.sequence.sum;
  const part = /^\{([^{}]+)\}$/.exec(form.sequence.trim())?.[1];
  const from = part === undefined ? { path: pathOf(form.sequence.trim()) } : { part };
  const padding = Number(form.padding);
  return {
    ...without(rule.sequence, 'padding'),
    sum: [{ from, times: first?.times ?? 1 }, ...rest],
    offset: form.firstIs === '0' ? 1 : rule.sequence.offset === 1 ? 0 : rule.sequence.offset,
    ...filled('padding', form.padding, Number.isNaN(padding) ? form.padding : padding),
  };
}

function ruleOf(rule: EventRule, form: LayoutForm): Written {
  const { event, item } = rule;
  const time = filled('time', form.time, { path: pathOf(form.time), format: form.timeFormat });
  const inItem = event.time === undefined && item.time !== undefined;
  return {
    ...rule,
    match: {
      ...without(rule.match, 'partition', 'sort'),
      ...filled('partition', form.partition),
      ...filled('sort', form.sort),
    },
    stream: form.stream,
    sequence: sequenceOf(rule, form),
    item: inItem ? { ...without(item, 'time'), ...time } : item,
    event: {
      ...without(event, 'type', 'time', 'data'),
      ...filled('type', form.type, pathOf(form.type)),
      ...(inItem ? {} : time),
      ...filled('data', form.data, {
        ...(event.data === undefined ? {} : without(event.data, 'path', 'encoding')),
        path: pathOf(form.data),
        encoding: form.encoding,
      }),
    },
  };
}

function projectionsOf(layout: LayoutFile, form: LayoutForm): readonly unknown[] {
  const [first, ...rest] = layout.projections;
  if (form.projection.trim() === '') return rest;
  const base = first ?? { match: {}, stream: form.stream, omit: [] };
  const partition = first?.match.partition ?? form.partition;
  return [
    {
      ...without(base, 'fields'),
      match: { ...base.match, ...filled('partition', partition), sort: form.projection },
      ...filled('fields', form.fields, {
        ...(first?.fields === undefined ? {} : without(first.fields, 'path')),
        path: pathOf(form.fields),
      }),
    },
    ...rest,
  ];
}

function reducerOf({ reducer }: LayoutFile, { reducer: kind, compared }: LayoutForm): unknown {
  const names = compared.split(',').map((name) => name.trim());
  const fields = names.filter((name) => name !== '');
  if (reducer.kind === 'declarative' && kind === 'declarative') {
    const compare = { ...without(reducer.compare, 'fields'), ...(fields.length === 0 ? {} : { fields }) };
    return { ...reducer, compare };
  }
  return reducer.kind === kind ? reducer : { kind };
}

/** A layout with the fields changed as in the form; or what keeps it from being one, by its place. */
export function layoutWith(
  layout: LayoutFile,
  form: LayoutForm,
):
  | { readonly layout: LayoutFile }
  | {
      readonly layout?: undefined;
      readonly faults: readonly { readonly path: string; readonly says: string }[];
    } {
  const [rule, ...rules] = layout.events;
  const read = layoutFileSchema.safeParse({
    ...layout,
    name: form.name,
    events: [ruleOf(rule ?? NO_RULE, form), ...rules],
    projections: projectionsOf(layout, form),
    reducer: reducerOf(layout, form),
  });
  if (read.success) return { layout: read.data };
  return { faults: read.error.issues.map(({ path, message }) => ({ path: path.join('.'), says: message })) };
}

/** A layout file as a reader keeps it. */
export const layoutText = (layout: LayoutFile): string => `${JSON.stringify(layout, undefined, 2)}\n`;
