import type { LayoutFault } from '#shared/contract/layouts.ts';
import type { DeclarativeReducer } from '#shared/model/reducerSpec.ts';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import { fieldFault } from './fieldFaults.ts';
import { comparedText, partIn, type EventForm, type LayoutForm, type ProjectionForm } from './form.ts';
import { pathOf } from './pathText.ts';

type Written = Record<string, unknown>;

const filled = (name: string, text: string, value: unknown = text): Written =>
  text.trim() === '' ? {} : { [name]: value };

const without = (object: object, ...names: readonly string[]): Written =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

function sequenceOf({ rule, sequence, padding, firstIs }: EventForm): Written {
  const [first, ...rest] = rule.sequence.sum;
  const part = partIn(sequence);
  const from = part === undefined ? { path: pathOf(sequence) } : { part };
  const digits = Number(padding);
  return {
    ...without(rule.sequence, 'padding'),
    sum: [{ from, times: first?.times ?? 1 }, ...rest],
    offset: firstIs === '0' ? 1 : rule.sequence.offset === 1 ? 0 : rule.sequence.offset,
    ...filled('padding', padding, Number.isFinite(digits) ? digits : padding),
  };
}

const matchOf = ({ rule, partition, sort }: EventForm | ProjectionForm): Written => ({
  ...without(rule.match, 'partition', 'sort'),
  ...filled('partition', partition),
  ...filled('sort', sort),
});

/** Texts about an event that stand in the item where the event itself has none. */
const FACTS = ['id', 'actor', 'correlation', 'causation'] as const satisfies readonly (keyof EventForm)[];

function eventRule(form: EventForm): Written {
  const { rule } = form;
  const { event, item } = rule;
  const time = filled('time', form.time, { path: pathOf(form.time), format: form.timeFormat });
  const inItem = event.time === undefined && item.time !== undefined;
  const ofItem = FACTS.filter((fact) => event[fact] === undefined && item[fact] !== undefined);
  const ofEvent = FACTS.filter((fact) => !ofItem.includes(fact));
  const written = (facts: typeof ofItem): Written =>
    Object.fromEntries(facts.flatMap((fact) => Object.entries(filled(fact, form[fact], pathOf(form[fact])))));
  return {
    ...rule,
    match: matchOf(form),
    stream: form.stream,
    sequence: sequenceOf(form),
    item: {
      ...without(item, ...(inItem ? ['time'] : []), ...ofItem),
      ...(inItem ? time : {}),
      ...written(ofItem),
    },
    event: {
      ...without(event, 'type', 'time', 'data', 'idempotencyKey', ...ofEvent),
      ...filled('type', form.type, pathOf(form.type)),
      ...written(ofEvent),
      ...filled('idempotencyKey', form.idempotencyKey, pathOf(form.idempotencyKey)),
      ...(inItem ? {} : time),
      ...filled('data', form.data, {
        ...(event.data === undefined ? {} : without(event.data, 'path', 'encoding')),
        path: pathOf(form.data),
        encoding: form.encoding,
      }),
    },
  };
}

function projectionRule(form: ProjectionForm): Written {
  const { rule } = form;
  return {
    ...without(rule, 'fields', 'table'),
    match: matchOf(form),
    stream: form.stream,
    ...filled('table', form.table, form.table.trim()),
    ...filled('fields', form.fields, {
      ...(rule.fields === undefined ? {} : without(rule.fields, 'path', 'encoding')),
      path: pathOf(form.fields),
      encoding: form.encoding,
    }),
  };
}

/** The names in a text with commas. A text that nobody changed gives those that it was made of: one may hold a comma. */
const comparedIn = (text: string, before: DeclarativeReducer): readonly string[] =>
  text === comparedText(before)
    ? (before.compare.fields ?? [])
    : text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));

function reducerOf({ began, reducer: kind, compared, rules }: LayoutForm): unknown {
  if (began.kind !== kind) return { kind };
  if (began.kind !== 'declarative') return began;
  const fields = comparedIn(compared, began);
  const compare = { ...without(began.compare, 'fields'), ...(fields.length === 0 ? {} : { fields }) };
  return { ...began, on: rules, compare };
}

/** A layout with the fields changed as in the form; or what keeps it from being one, by its place, and how it stands. */
export function layoutWith(
  layout: LayoutFile,
  form: LayoutForm,
):
  | { readonly layout: LayoutFile }
  | {
      readonly layout?: undefined;
      readonly faults: readonly LayoutFault[];
      /** As JSON, the fields that are wrong included. */
      readonly text: string;
    } {
  const written = {
    ...layout,
    name: form.name,
    events: form.events.map(eventRule),
    projections: form.projections.map(projectionRule),
    reducer: reducerOf(form),
  };
  const read = layoutFileSchema.safeParse(written);
  if (read.success) return { layout: read.data };
  return {
    text: layoutText(written),
    faults: read.error.issues.map(fieldFault),
  };
}

/** A layout file as a reader keeps it. */
export const layoutText = (layout: object): string => `${JSON.stringify(layout, undefined, 2)}\n`;
