import { typeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { KeyAttribute } from '#shared/model/layout.ts';
import { equalNumbers } from '#shared/model/numbers.ts';
import type { Path } from '#shared/model/reducerSpec.ts';
import type { LayoutFile, LayoutMatch, ValueSource } from '#shared/model/streamLayout.ts';
import { matchPattern, parsePattern, parseTemplate, type Pattern } from './pattern.ts';
import { keyText, namesOf, textOf, valueAt, type Names } from './values.ts';

/** A key attribute with the pattern of its texts. */
export interface KeyPattern {
  readonly attribute: KeyAttribute;
  readonly pattern: Pattern;
}

/** The text of a part, of what was found in an item. */
export type PartOf = (name: string) => string | undefined;

/** A rule's condition, made ready. */
export interface Matcher {
  readonly partition: KeyPattern;
  /** Undefined where the table has no sort key. */
  readonly sort: KeyPattern | undefined;
  /** The parts of an item's keys; undefined when the rule is not about this item. */
  readonly match: (item: AttributeMap) => PartOf | undefined;
}

/** What a part is called that stands for a whole key attribute which no pattern takes apart. */
export const wholeKey = (attribute: string): string => `@${attribute}`;

type Condition = LayoutMatch['where'][number];

const equals = (value: AttributeValue, wanted: string | number | boolean): boolean => {
  if (typeof wanted === 'string') return 'S' in value && value.S === wanted;
  if (typeof wanted === 'boolean') return 'BOOL' in value && value.BOOL === wanted;
  return 'N' in value && equalNumbers(value.N, String(wanted));
};

const conditionOf = ({
  path,
  exists,
  type,
  equals: wanted,
}: Condition): ((item: AttributeMap) => boolean) => {
  const names = namesOf(path);
  return (item) => {
    const value = valueAt(item, names);
    if (value === undefined) return exists === false;
    if (exists === false) return false;
    return (type === undefined || typeOf(value) === type) && (wanted === undefined || equals(value, wanted));
  };
};

/** A key's pattern; without one, the whole key is a part of its own. The layout has been checked. */
const keyPattern = (attribute: KeyAttribute, source: string | undefined): KeyPattern => {
  const part = wholeKey(attribute.name);
  const whole: Pattern = { pieces: [{ part, takes: 'any' }], parts: [part] };
  return { attribute, pattern: source === undefined ? whole : (parsePattern(source).pattern ?? whole) };
};

/** Makes a rule's condition ready. */
export function matcherOf(
  key: LayoutFile['key'],
  { partition: partitionSource, sort: sortSource, where }: LayoutMatch,
): Matcher {
  const partition = keyPattern(key.partition, partitionSource);
  const sort = key.sort === undefined ? undefined : keyPattern(key.sort, sortSource);
  const conditions = where.map(conditionOf);
  const places = new Map<string, number>();
  for (const part of [...partition.pattern.parts, ...(sort?.pattern.parts ?? [])])
    places.set(part, places.size);

  const match = (item: AttributeMap): PartOf | undefined => {
    const partitionText = keyText(item, partition.attribute);
    const found = partitionText === undefined ? undefined : matchPattern(partition.pattern, partitionText);
    if (found === undefined) return undefined;
    let parts = found;
    if (sort !== undefined) {
      const sortText = keyText(item, sort.attribute);
      const more = sortText === undefined ? undefined : matchPattern(sort.pattern, sortText);
      if (more === undefined) return undefined;
      parts = [...found, ...more];
    }
    if (!conditions.every((holds) => holds(item))) return undefined;
    return (name) => {
      const place = places.get(name);
      return place === undefined ? undefined : parts[place];
    };
  };
  return { partition, sort, match };
}

/** Where a named value comes from: a part of the keys, or a place in the item. */
export type Origin =
  { readonly part: string; readonly path?: undefined } | { readonly part?: undefined; readonly path: Names };

/** What a path leads to: a key that no pattern takes apart is a part, for what is a part can be looked for. */
function originOfPath(path: Path, { partition, sort }: Pick<Matcher, 'partition' | 'sort'>): Origin {
  const names = namesOf(path);
  const [first] = names;
  if (first !== undefined && names.length === 1) {
    const part = wholeKey(first);
    const known = [partition, ...(sort === undefined ? [] : [sort])];
    if (known.some(({ pattern }) => pattern.parts.includes(part))) return { part };
  }
  return { path: names };
}

/** Where a source of a sequence lies. */
export function originOf(source: ValueSource, matcher: Pick<Matcher, 'partition' | 'sort'>): Origin {
  return 'part' in source ? { part: source.part } : originOfPath(source.path, matcher);
}

/** The text that lies at an origin. */
export function textAt(origin: Origin, item: AttributeMap, parts: PartOf): string | undefined {
  return origin.part === undefined ? textOf(valueAt(item, origin.path)) : parts(origin.part);
}

/** The name of a stream, made ready: how it is put together, and where its pieces come from. */
export interface StreamTemplate {
  /** Its parts are named as in {@link Origin.part}; those that come from elsewhere are left as `@path`. */
  readonly pattern: Pattern;
  readonly of: (item: AttributeMap, parts: PartOf) => string | undefined;
}

/** Makes the template of a stream's name ready. `{@a.b}` in it is the text at a place of the item. */
export function templateOf(source: string, matcher: Pick<Matcher, 'partition' | 'sort'>): StreamTemplate {
  const { pieces } = parseTemplate(source).pattern ?? { pieces: [] };
  const steps = pieces.map((piece) => {
    if (piece.literal !== undefined) return { piece, origin: undefined };
    const origin: Origin = piece.part.startsWith('@')
      ? originOfPath(piece.part.slice(1), matcher)
      : { part: piece.part };
    return { piece: { ...piece, part: origin.part ?? piece.part }, origin };
  });
  return {
    pattern: {
      pieces: steps.map(({ piece }) => piece),
      parts: steps.flatMap(({ piece }) => (piece.literal === undefined ? [piece.part] : [])),
    },
    of: (item, parts) => {
      let text = '';
      for (const { piece, origin } of steps) {
        const next = origin === undefined ? piece.literal : textAt(origin, item, parts);
        if (next === undefined) return undefined;
        text += next;
      }
      return text === '' ? undefined : text;
    },
  };
}
