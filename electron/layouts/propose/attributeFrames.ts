import { byPartition, countIn, keyText, partitionOf } from './keyFrames.ts';
import type { Frame, Member } from './frame.ts';
import { kindOf, literal } from './keyPatterns.ts';
import { placesIn, type Place } from './places.ts';
import type { TableSample } from './sample.ts';

/** What the number of an event is usually called. */
const NUMBER_NAMES = new Set([
  ...[
    'seq',
    'sequence',
    'seqnr',
    'seqno',
    'sequencenr',
    'sequencenumber',
    'sequenceno',
    'eventseq',
    'eventnumber',
  ],
  ...['version', 'aggregateversion', 'streamversion', 'eventversion', 'revision', 'streamrevision'],
  ...['position', 'streamposition', 'eventid', 'number', 'no', 'nr', 'index', 'n', 'v'],
]);

/** What the stream of an event is usually called. */
const STREAM_NAMES = new Set([
  ...[
    'streamid',
    'stream',
    'streamname',
    'aggregateid',
    'aggregate',
    'aggregaterootid',
    'entityid',
    'entity',
  ],
  ...['persistenceid', 'pid', 'sourceid', 'taskid', 'orderid', 'subjectid', 'subject'],
]);

/** Whole numbers at a place, by document; what is none is left out. */
const countsAt = ({ values }: Place): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const [document, value] of values) {
    const count = countIn('N' in value ? value.N : 'S' in value ? value.S : undefined);
    if (count !== undefined) counts.set(document, count);
  }
  return counts;
};

/** Marks a kind that is one whole key. */
const WHOLE = '\u0000';

/** The sort pattern that singles out a kind of keys, if the kind is more than one whole key. */
const sortOf = (kind: string | undefined): string | undefined =>
  kind === undefined || kind === ''
    ? undefined
    : kind.startsWith(WHOLE)
      ? literal(kind.slice(WHOLE.length))
      : `${literal(kind)}{rest:any}`;

/** The kinds of sort keys: keys that begin alike, keys that many partitions have, and all the others as one. */
function kindsOf({ key, items }: TableSample): readonly (string | undefined)[] {
  const { range } = key;
  if (range === undefined) return items.map(() => undefined);
  const texts = items.map((item) => keyText(item, range) ?? '');
  const uses = new Map<string, number>();
  for (const text of texts) uses.set(text, (uses.get(text) ?? 0) + 1);
  return texts.map((text) => {
    const kind = kindOf(text);
    // Bytes have no text, and no pattern matches an empty one.
    if (kind !== text || text === '') return kind;
    return (uses.get(text) ?? 0) > 1 ? `${WHOLE}${text}` : '';
  });
}

/**
 * An attribute as the sequence: of the items of a partition, or of those that name the same stream in `streams`.
 * `kinds`: those of the sort keys.
 */
function framesAt(
  { key, items }: TableSample,
  kinds: readonly (string | undefined)[],
  numbers: Place,
  streams: Place | undefined,
): readonly Frame[] {
  const classes = new Map<string | undefined, Member[]>();
  for (const [document, seq] of countsAt(numbers)) {
    const item = items[document];
    const named = streams?.values.get(document);
    const partition = item === undefined ? undefined : partitionOf(item, key.hash);
    const group =
      streams === undefined ? partition : named !== undefined && 'S' in named ? named.S : undefined;
    if (item === undefined || group === undefined) continue;
    const kind = streams === undefined ? kinds[document] : '';
    const known = classes.get(kind) ?? [];
    classes.set(kind, known);
    known.push({ item, group, seq });
  }
  return [...classes].map(([kind, members]) => {
    const { partition, prefix } = byPartition(members, key.hash);
    const sort = sortOf(kind);
    const inPartition = streams === undefined && (prefix !== '' || key.range !== undefined);
    return {
      match: {
        ...(inPartition ? { partition } : {}),
        ...(sort === undefined || !inPartition ? {} : { sort }),
        where: [],
      },
      stream: streams === undefined ? '{id}' : `{@${streams.text}}`,
      from: { path: numbers.path },
      padding: undefined,
      members,
      marks: `“${numbers.text}” is a whole number`,
      place: `the attribute “${numbers.text}”`,
      usual: (NUMBER_NAMES.has(numbers.name) ? 0.75 : 0.35) * (streams === undefined ? 1 : 0.9),
      strict: sort !== undefined,
    };
  });
}

/** How many attributes are tried as the number, those first that are called so. */
const MOST_NUMBERS = 40;

/** The ways to find sequences in attributes, for keys that do not carry them. */
export function attributeFrames(sample: TableSample): readonly Frame[] {
  const { key, items } = sample;
  const keys = new Set([key.hash.name, ...(key.range === undefined ? [] : [key.range.name])]);
  const places = placesIn(items, keys).filter(({ path }) => typeof path === 'string');
  const counting = places.filter((place) => countsAt(place).size >= items.length * 0.3);
  const named = counting.filter(({ name }) => NUMBER_NAMES.has(name));
  const numbers = [...named, ...counting.filter((place) => !named.includes(place))].slice(0, MOST_NUMBERS);
  const kinds = kindsOf(sample);
  const streams = places.filter(
    ({ name, text, values }) =>
      STREAM_NAMES.has(name) &&
      // There is no way to write these in the name of a stream's attribute.
      !/[{}:]/.test(text) &&
      [...values.values()].every((value) => 'S' in value),
  );
  return [
    ...(key.range === undefined ? [] : numbers.flatMap((place) => framesAt(sample, kinds, place, undefined))),
    ...streams.flatMap((stream) => named.flatMap((place) => framesAt(sample, kinds, place, stream))),
  ];
}
