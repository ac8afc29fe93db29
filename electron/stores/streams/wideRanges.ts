import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { StreamQuery } from '../../layouts/streams/compiledLayout.ts';
import { byLength } from '../taskEvents/keyRanges.ts';

/** The keys under which an event of a number may lie, one for each rule; undefined where they do not follow from it. */
type KeysOf = (seq: number) => readonly AttributeMap[] | undefined;

const textOf = (value: AttributeValue | undefined): string | undefined =>
  value !== undefined && 'S' in value ? value.S : undefined;

/**
 * Ranges of keys that together hold the events numbered `first` to `last`, and some narrower numbers among them.
 * Undefined where keys do not follow from numbers, or are no texts.
 */
export function keyRanges(
  keysOf: KeysOf,
  { partition, sort }: LayoutFile['key'],
  first: number,
  last: number,
): readonly StreamQuery[] | undefined {
  const places = keysOf(first)?.length;
  if (sort?.type !== 'S' || places === undefined) return undefined;
  const ranges: StreamQuery[] = [];
  for (let at = 0; at < places; at += 1) {
    const valueOf = (seq: number): AttributeValue | undefined => {
      const key = keysOf(seq)?.[at];
      return key && attributeOf(key, sort.name);
    };
    const partitionValue = attributeOf(keysOf(first)?.[at] ?? {}, partition.name);
    for (const [low, high] of byLength((seq) => textOf(valueOf(seq))?.length ?? 0, first, last)) {
      const [lowest, highest] = [valueOf(low), valueOf(high)];
      if (partitionValue === undefined || lowest === undefined || highest === undefined) return undefined;
      ranges.push({
        table: undefined,
        index: undefined,
        holds: 'events',
        keyCondition: '#p = :p AND #s BETWEEN :low AND :high',
        names: { '#p': partition.name, '#s': sort.name },
        values: { ':p': partitionValue, ':low': lowest, ':high': highest },
        ordered: false,
      });
    }
  }
  return ranges;
}
