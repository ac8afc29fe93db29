import type { Place } from './places.ts';
import { textsAt } from './places.ts';

/** What the type of an event is usually called, with how sure that makes us. */
const TYPE_NAMES: ReadonlyMap<string, number> = new Map([
  ['eventtype', 12],
  ['eventname', 11],
  ['type', 10],
  ['detailtype', 9],
  ['eventkind', 9],
  ['kind', 7],
  ['event', 6],
  ['name', 5],
  ['action', 5],
  ['typename', 5],
  ['messagetype', 5],
  ['tag', 4],
  ['case', 4],
]);

/** A type reads like a name: letters first, no blanks but single ones, not too long. */
const looksLikeName = (text: string): boolean => /^\p{L}[\p{L}\p{N}_.:/$\- ]{0,99}$/u.test(text);

/** Names alone that make a place a likely type. */
const NAMED = 4;

/** Whether a place has its usual name. */
export const isNamedType = ({ name }: Place): boolean => (TYPE_NAMES.get(name) ?? 0) >= NAMED;

/** Whether values differ within some group: what stays the same there tells of the stream, not of its events. */
function variesWithin({ values }: Place, groups: readonly string[]): boolean {
  const first = new Map<string, string>();
  for (const [document, value] of values) {
    const group = groups[document] ?? '';
    const text = JSON.stringify(value);
    const known = first.get(group);
    if (known === undefined) first.set(group, text);
    else if (known !== text) return true;
  }
  return false;
}

/** How much a place looks like that of the type among `of` events; 0: not at all. `groups`: the stream of each event. */
function typeScore(place: Place, of: number, groups: readonly string[]): number {
  const texts = textsAt(place);
  if (texts === undefined || texts.length === 0) return 0;
  const named = TYPE_NAMES.get(place.name) ?? 0;
  const kinds = new Set(texts).size;
  const names = texts.filter(looksLikeName).length / texts.length;
  const share = texts.length / of;
  // Few kinds for many events; a handful of events may well be of as many types.
  const few = kinds <= Math.max(3, texts.length / 2);
  if (
    names < 0.9 ||
    (!isNamedType(place) && (!few || kinds < 2 || share < 0.9 || !variesWithin(place, groups)))
  )
    return 0;
  const constant = kinds === 1 && texts.length > 3 ? 4 : 0;
  return Math.max(0, named + (few ? 2 : -2) + (share >= 0.9 ? 2 : share >= 0.5 ? 0 : -4) - constant) * share;
}

/** The place that most looks like that of the type. */
export function guessType(
  places: readonly Place[],
  of: number,
  groups: readonly string[],
): { readonly place: Place; readonly score: number } | undefined {
  let best: { readonly place: Place; readonly score: number } | undefined;
  for (const place of places) {
    const score = typeScore(place, of, groups);
    if (score > 0 && score > (best?.score ?? 0)) best = { place, score };
  }
  return best;
}
