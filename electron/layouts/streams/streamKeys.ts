import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { EventItems } from './eventItems.ts';
import type { KeyPattern, Matcher, PartOf, StreamTemplate } from './matcher.ts';
import { fillPattern, matchPattern, type Pattern, type PatternPiece } from './pattern.ts';
import { keyValue } from './values.ts';

/** What finds the items of a rule: how a stream is called, and where its items lie. */
export interface Placed {
  readonly matcher: Matcher;
  readonly stream: StreamTemplate;
}

const piecesTakenAs = (template: Pattern, { partition, sort }: Matcher): readonly PatternPiece[] => {
  const kinds = new Map(
    [...partition.pattern.pieces, ...(sort?.pattern.pieces ?? [])].flatMap((piece) =>
      piece.literal === undefined ? [[piece.part, piece.takes] as const] : [],
    ),
  );
  return template.pieces.map((piece) =>
    piece.literal === undefined ? { part: piece.part, takes: kinds.get(piece.part) ?? 'text' } : piece,
  );
};

/** The parts that a stream's name tells; undefined when it is no name of this rule. */
export function partsOfStream({ matcher, stream }: Placed, name: string): PartOf | undefined {
  const pattern = { ...stream.pattern, pieces: piecesTakenAs(stream.pattern, matcher) };
  const values = matchPattern(pattern, name);
  if (values === undefined) return undefined;
  const known = new Map(pattern.parts.map((part, at) => [part, values[at] ?? ''] as const));
  return (part) => known.get(part);
}

/** Whether the partition follows from the stream's name. */
export const partitionFollows = ({ matcher, stream }: Placed): boolean =>
  matcher.partition.pattern.parts.every((part) => stream.pattern.parts.includes(part));

/** The key of an item of which every part is known. */
export function keyOfParts({ partition, sort }: Matcher, valueOf: PartOf): AttributeMap | undefined {
  const entries = [partition, ...(sort === undefined ? [] : [sort])].map(
    ({ attribute, pattern }: KeyPattern) => {
      const text = fillPattern(pattern, valueOf);
      return text === undefined ? undefined : ([attribute.name, keyValue(attribute, text)] as const);
    },
  );
  const known = entries.filter((entry) => entry !== undefined);
  return known.length === entries.length ? attributeMap(known) : undefined;
}

/**
 * The summands of a number as texts, the way a writer takes it apart: the largest share first, the rest to the next.
 * Undefined when no writer could have made that number so, or a summand lies outside the keys.
 */
function summandsOf(
  { numbering, matcher }: EventItems,
  seq: number,
): ReadonlyMap<string, string> | undefined {
  const { terms, offset, padding } = numbering;
  let rest = seq - offset;
  if (!Number.isSafeInteger(rest) || rest < 0) return undefined;
  const texts = new Map<string, string>();
  const pads = terms.length === 1 && matcher.sort?.attribute.type === 'S';
  for (const { origin, times } of [...terms].sort((a, b) => b.times - a.times)) {
    if (origin.part === undefined || texts.has(origin.part)) return undefined;
    const share = Math.floor(rest / times);
    rest -= share * times;
    texts.set(origin.part, pads ? String(share).padStart(padding ?? 0, '0') : String(share));
  }
  return rest === 0 ? texts : undefined;
}

/** The key of the item that holds one event; undefined when it does not follow from stream and number. */
export function eventKey(items: EventItems, stream: string, seq: number): AttributeMap | undefined {
  const { rule, numbering, matcher } = items;
  if (rule.event.sequence !== undefined) return undefined;
  if (rule.holds === 'list' && numbering.of !== 'every') return undefined;
  const parts = partsOfStream(items, stream);
  const summands = parts === undefined ? undefined : summandsOf(items, seq);
  if (parts === undefined || summands === undefined) return undefined;
  return keyOfParts(matcher, (part) => parts(part) ?? summands.get(part));
}
