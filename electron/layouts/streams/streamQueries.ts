import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { StreamQuery } from './compiledLayout.ts';
import type { EventItems } from './eventItems.ts';
import { wholeKey, type Matcher, type PartOf } from './matcher.ts';
import { fillPattern, knownPrefix } from './pattern.ts';
import type { ProjectionItems } from './projectionItems.ts';
import { partsOfStream, partitionFollows } from './streamKeys.ts';
import { keyValue } from './values.ts';

/** A query with what decides whether it asks for more than another one. */
type Draft = StreamQuery & { readonly whole: boolean };

/** Whether sort keys rise with the numbers: they are the number, or its padded digits behind what the stream fixes. */
function risesWithNumber({ rule, matcher, stream, numbering }: EventItems): boolean {
  if (rule.sequence.sorted !== undefined) return rule.sequence.sorted;
  const { sort } = matcher;
  if (sort === undefined || rule.event.sequence !== undefined) return false;
  const last = sort.pattern.pieces.at(-1);
  if (last === undefined || last.literal !== undefined) return false;
  if (!numbering.terms.some(({ origin }) => origin.part === last.part)) return false;
  const fixed = sort.pattern.parts.slice(0, -1).every((part) => stream.pattern.parts.includes(part));
  if (!fixed) return false;
  return sort.attribute.type === 'N' || numbering.padding !== undefined;
}

/** The last number whose key sorts as it counts, where the keys are padded digits; undefined: all do. */
function paddedUpTo({ rule, matcher, numbering }: EventItems): number | undefined {
  const { padding, offset, terms } = numbering;
  const [term, ...more] = terms;
  if (rule.sequence.sorted !== undefined || matcher.sort?.attribute.type !== 'S') return undefined;
  if (padding === undefined || term === undefined || more.length > 0) return undefined;
  const last = (10 ** padding - 1) * term.times + offset;
  return Number.isSafeInteger(last) ? last : undefined;
}

/** The numeric sort key that is the very number of the events. */
function numberKey({ rule, matcher: { sort }, numbering }: EventItems): string | undefined {
  const [term, ...more] = numbering.terms;
  const [piece] = sort?.pattern.pieces ?? [];
  if (sort?.attribute.type !== 'N' || rule.holds === 'list' || rule.event.sequence !== undefined)
    return undefined;
  if (term === undefined || more.length > 0 || term.times !== 1 || numbering.offset !== 0) return undefined;
  const isIt = sort.pattern.pieces.length === 1 && piece?.literal === undefined;
  return isIt && term.origin.part === piece?.part ? sort.attribute.name : undefined;
}

type Items = EventItems | ProjectionItems;

/** Whether queries find the streams of a rule: their name tells the partition, or that of an index. */
export const foundByQuery = (items: Items): boolean => partitionFollows(items) || indexFollows(items);

const indexFollows = ({ rule: { index }, stream }: Items): boolean =>
  index !== undefined && stream.pattern.parts.includes(wholeKey(index.partition.name));

/** Whether an index is sorted by the very attribute that numbers the events. */
const indexRises = ({ rule, numbering }: EventItems): boolean => {
  const { sort } = rule.index ?? {};
  return (
    sort?.type === 'N' &&
    numbering.terms.length === 1 &&
    numbering.terms.some(({ origin }) => origin.path?.length === 1 && origin.path[0] === sort.name)
  );
};

function indexDraft(items: Items, parts: PartOf, about: About): Draft | undefined {
  const { index } = items.rule;
  const text = index === undefined ? undefined : parts(wholeKey(index.partition.name));
  if (index === undefined || text === undefined) return undefined;
  return {
    ...about,
    numberedBy: undefined,
    risesUpTo: undefined,
    index: index.name,
    ordered: 'numbering' in items ? indexRises(items) : true,
    keyCondition: '#p = :p',
    names: { '#p': index.partition.name },
    values: { ':p': keyValue(index.partition, text) },
    whole: true,
  };
}

type About = Pick<StreamQuery, 'table' | 'index' | 'holds' | 'ordered' | 'numberedBy' | 'risesUpTo'>;

function draftOf({ partition, sort }: Matcher, parts: PartOf, about: About): Draft | undefined {
  const partitionText = fillPattern(partition.pattern, parts);
  if (partitionText === undefined) return undefined;
  const names = { '#p': partition.attribute.name };
  const values: AttributeMap = { ':p': keyValue(partition.attribute, partitionText) };
  const all: Draft = { ...about, keyCondition: '#p = :p', names, values, whole: true };
  if (sort === undefined) return all;
  const { text, whole } = knownPrefix(sort.pattern, parts);
  if (!whole && (text === '' || sort.attribute.type !== 'S')) return all;
  return {
    ...about,
    keyCondition: whole ? '#p = :p AND #s = :s' : '#p = :p AND begins_with(#s, :s)',
    names: { ...names, '#s': sort.attribute.name },
    values: { ...values, ':s': keyValue(sort.attribute, text) },
    whole: false,
  };
}

/** Whether `a` brings all that `b` brings. */
const covers = (a: Draft, b: Draft): boolean => {
  if (
    a.table !== b.table ||
    a.index !== b.index ||
    JSON.stringify(a.values[':p']) !== JSON.stringify(b.values[':p'])
  )
    return false;
  return (
    a.whole || (a.keyCondition === b.keyCondition && JSON.stringify(a.values) === JSON.stringify(b.values))
  );
};

const lower = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/** Leaves out queries whose items another one brings; that one then says so. */
function merged(drafts: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  for (const draft of drafts) {
    const at = kept.findIndex((other) => covers(other, draft) || covers(draft, other));
    const other = kept[at];
    if (other === undefined) kept.push(draft);
    else {
      const wide = covers(other, draft) ? other : draft;
      kept[at] = {
        ...wide,
        holds: other.holds === draft.holds ? other.holds : 'both',
        ordered: other.ordered && draft.ordered,
        risesUpTo: lower(other.risesUpTo, draft.risesUpTo),
      };
    }
  }
  return kept;
}

/**
 * How to read one stream. Undefined when its name does not tell its partition: some of its items would be missed.
 * A rule that knows no such name has no part in it.
 */
export function queriesOf(
  events: readonly EventItems[],
  projections: readonly ProjectionItems[],
  stream: string,
): readonly StreamQuery[] | undefined {
  const drafts: Draft[] = [];
  for (const items of [...events, ...projections]) {
    if (!foundByQuery(items)) return undefined;
    const parts = partsOfStream(items, stream);
    const isEvents = 'numbering' in items;
    const about: About = {
      table: isEvents ? undefined : items.rule.table,
      index: undefined,
      holds: isEvents ? 'events' : 'projection',
      ordered: isEvents ? risesWithNumber(items) : true,
      ...(isEvents ? { numberedBy: numberKey(items), risesUpTo: paddedUpTo(items) } : {}),
    };
    const draft =
      parts === undefined
        ? undefined
        : partitionFollows(items)
          ? draftOf(items.matcher, parts, about)
          : indexDraft(items, parts, about);
    if (draft !== undefined) drafts.push(draft);
  }
  const queries = merged(drafts).map(
    ({ table, index, holds, keyCondition, names, values, ordered, numberedBy, risesUpTo }): StreamQuery => ({
      table,
      index,
      holds,
      keyCondition,
      names,
      values,
      ordered,
      ...(numberedBy === undefined ? {} : { numberedBy }),
      ...(risesUpTo === undefined ? {} : { risesUpTo }),
    }),
  );
  return queries.length === 0 ? undefined : queries;
}
