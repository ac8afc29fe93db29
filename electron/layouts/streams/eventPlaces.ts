import { equalDocuments } from '#shared/model/equality.ts';
import type { EventPlace } from './compiledLayout.ts';
import { isListedUnder, type EventItems, type ItemKey } from './eventItems.ts';
import { eventKey, partsOfStream } from './streamKeys.ts';

/**
 * Where an event of one number may lie by each of the rules, no place twice; undefined when one of them cannot tell.
 * Rules for streams of other names have no say.
 */
export function eventPlaces(
  rules: readonly EventItems[],
  keyOf: ItemKey,
  stream: string,
  seq: number,
): readonly EventPlace[] | undefined {
  const places: EventPlace[] = [];
  for (const items of rules) {
    if (partsOfStream(items, stream) === undefined) continue;
    const key = eventKey(items, stream, seq);
    if (key === undefined) return undefined;
    const name = keyOf(key);
    const holds = (called: string): boolean =>
      items.rule.holds === 'list' ? isListedUnder(name, called) : called === name;
    const same = places.findIndex((place) => equalDocuments(place.key, key));
    const other = places[same];
    if (other === undefined) places.push({ key, holds });
    else places[same] = { key, holds: (called) => holds(called) || other.holds(called) };
  }
  return places;
}
