import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { EventRule } from '#shared/model/streamLayout.ts';
import {
  guessContext,
  guessData,
  guessId,
  guessMetadata,
  pathsOfFacts,
  type FactGuess,
  type IdGuess,
} from './contextGuess.ts';
import { unpack } from './packed.ts';
import { placesIn, type Place } from './places.ts';
import { guessTime, type TimeGuess } from './timeGuess.ts';
import { guessType, isNamedType } from './typeGuess.ts';

/** Where the facts of events lie, and the places that were chosen among. */
export interface EventGuess {
  readonly body: EventRule['body'];
  readonly holds: EventRule['holds'];
  readonly item: EventRule['item'];
  readonly event: EventRule['event'];
  readonly type:
    | {
        readonly place: Place;
        readonly named: boolean;
        readonly kinds: readonly string[];
        readonly share: number;
      }
    | undefined;
  readonly time: TimeGuess | undefined;
  readonly id: IdGuess | undefined;
  /** Actor, correlation and the like: within the event, and those of the whole item around it. */
  readonly facts: readonly FactGuess[];
  readonly itemFacts: readonly FactGuess[];
  /** Places within the event. */
  readonly places: readonly Place[];
  /** How many events there are in the sampled items. */
  readonly events: number;
  /** How many events an item holds, by its number in the sample. */
  readonly weights: readonly number[];
}

/** Bodies that are packed, or that are lists, at one place: the events in them, and how many each item holds. */
interface Bodies {
  readonly body: NonNullable<EventRule['body']>;
  readonly holds: EventRule['holds'];
  /** Not all of them where there are very many. */
  readonly documents: readonly AttributeMap[];
  /** The stream of each document. */
  readonly groups: readonly string[];
  readonly weights: readonly number[];
}

/** Most events that are looked at: one item may hold a list of a hundred thousand. */
const MOST_DOCUMENTS = 10_000;

const mapsIn = (value: AttributeValue): readonly AttributeMap[] | undefined => {
  if ('M' in value) return [value.M];
  if (!('L' in value)) return undefined;
  const maps = value.L.flatMap((each) => ('M' in each ? [each.M] : []));
  return maps.length === value.L.length ? maps : undefined;
};

/** What lies packed at a place, if it is events by its form. Native maps are places of the item itself. */
function bodiesAt(place: Place, streams: readonly string[]): Bodies | undefined {
  const items = streams.length;
  if (place.values.size < items * 0.9) return undefined;
  const unpacked = [...place.values].map(([index, value]) => ({ index, found: unpack(value) }));
  const [first] = unpacked.flatMap(({ found }) => found ?? []);
  if (first === undefined) return undefined;
  const list = 'L' in first.value;
  if (first.encoding === 'native' && !list) return undefined;
  const weights = Array.from({ length: items }, () => 0);
  const documents: AttributeMap[] = [];
  const groups: string[] = [];
  for (const { index, found } of unpacked) {
    const maps = found?.encoding === first.encoding ? mapsIn(found.value) : undefined;
    if (maps === undefined || (found !== undefined && 'L' in found.value) !== list) continue;
    weights[index] = maps.length;
    for (const map of maps.slice(0, MOST_DOCUMENTS - documents.length)) {
      documents.push(map);
      groups.push(streams[index] ?? '');
    }
  }
  if (documents.length === 0 || weights.filter((weight) => weight > 0).length < items * 0.8) return undefined;
  return {
    body: { path: place.path, encoding: first.encoding },
    holds: list ? 'list' : 'event',
    documents,
    groups,
    weights,
  };
}

/** The facts of events among `places`, each document an event. */
function factsIn(
  places: readonly Place[],
  events: number,
  groups: readonly string[],
  ttlAttribute: string | undefined,
): Pick<EventGuess, 'event' | 'type' | 'time' | 'id' | 'facts' | 'places' | 'events'> & {
  readonly score: number;
} {
  const type = guessType(places, events, groups);
  const time = guessTime(
    places.filter((place) => place !== type?.place),
    events,
    ttlAttribute,
  );
  const taken = new Set([type?.place, time?.place].flatMap((place) => place ?? []));
  const data = guessData(places, taken);
  const metadata = guessMetadata(places.filter((place) => place.path !== data?.path));
  const id = guessId(places, events);
  const inData = (place: Place): boolean => data !== undefined && isBelow(place, data.path);
  const facts = guessContext(places.filter((place) => !inData(place) && !taken.has(place)));
  return {
    places,
    events,
    facts,
    score: type?.score ?? 0,
    type: type && {
      place: type.place,
      named: isNamedType(type.place),
      share: type.place.values.size / events,
      kinds: [
        ...new Set([...type.place.values.values()].flatMap((value) => ('S' in value ? [value.S] : []))),
      ],
    },
    time,
    id,
    event: {
      ...(type === undefined ? {} : { type: type.place.path }),
      ...(time === undefined ? {} : { time: { path: time.place.path, format: time.format } }),
      ...(data === undefined ? {} : { data }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(id === undefined ? {} : { id: id.place.path }),
      ...pathsOfFacts(facts),
    },
  };
}

const isBelow = ({ path }: Place, above: Place['path']): boolean => {
  const names = typeof path === 'string' ? path.split('.') : path;
  const upper = typeof above === 'string' ? above.split('.') : above;
  return upper.length < names.length && upper.every((name, index) => name === names[index]);
};

/** What a packed body must have over the item itself to be taken for the event. */
const BODY_LEAD = 1;

/**
 * Guesses where the facts of events lie in `items`, each of which holds one event or a list of them. `groups`: the
 * stream of each item.
 */
export function guessEvent(
  items: readonly AttributeMap[],
  groups: readonly string[],
  leftOut: ReadonlySet<string>,
  ttlAttribute: string | undefined,
): EventGuess {
  const own = placesIn(items, leftOut);
  const native = factsIn(own, items.length, groups, ttlAttribute);
  const ones = items.map(() => 1);
  let best: EventGuess & { readonly score: number } = {
    ...native,
    body: undefined,
    holds: 'event',
    item: {},
    itemFacts: [],
    weights: ones,
  };
  for (const place of own) {
    const bodies = bodiesAt(place, groups);
    if (bodies === undefined) continue;
    const inside = placesIn(bodies.documents, new Set());
    const found = factsIn(inside, bodies.documents.length, bodies.groups, undefined);
    const { body, holds, weights } = bodies;
    if (found.type === undefined || found.score < best.score + BODY_LEAD) continue;
    const outside = native.time;
    // An item states no idempotency key for the events in it.
    const itemFacts = native.facts.filter(
      (each) =>
        each.fact !== 'idempotencyKey' && each.place !== place && found.event[each.fact] === undefined,
    );
    const item: EventRule['item'] = {
      ...(found.time === undefined && outside !== undefined
        ? { time: { path: outside.place.path, format: outside.format } }
        : {}),
      ...pathsOfFacts(itemFacts),
    };
    best = { ...found, body, holds, item, itemFacts, weights, time: found.time ?? outside };
  }
  return best;
}
