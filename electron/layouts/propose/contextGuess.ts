import type { EventRule } from '#shared/model/streamLayout.ts';
import type { Place } from './places.ts';
import { packingOf } from './packed.ts';

/** What the payload of an event is usually called, the likeliest first. */
const DATA_NAMES = [
  'payload',
  'data',
  'eventdata',
  'eventpayload',
  'detail',
  'details',
  'body',
  'content',
  'd',
  'attributes',
  'values',
];

const METADATA_NAMES = ['metadata', 'meta', 'eventmetadata', 'headers', 'context', 'm'];

/** What the texts about an event are usually called, the likeliest first, without case and separators. */
const FACT_NAMES = {
  actor: [
    ...['actor', 'actorid', 'actorname', 'userid', 'user', 'username', 'by', 'principal', 'principalid'],
    ...['performedby', 'initiatedby', 'createdby', 'initiator', 'author'],
  ],
  correlation: ['correlationid', 'correlation', 'correlationkey', 'corrid', 'traceid', 'conversationid'],
  causation: [
    'causationid',
    'causation',
    'causationeventid',
    'causeid',
    'causedby',
    'parenteventid',
    'parentid',
  ],
  idempotencyKey: ['idempotencykey', 'idempotencytoken', 'requestid', 'commandid', 'dedupid'],
} as const satisfies Partial<Record<keyof EventRule['event'], readonly string[]>>;

/** A text about an event that is guessed by its name. */
export type Fact = keyof typeof FACT_NAMES;

/** In the order that they are told in. */
const FACTS = ['actor', 'correlation', 'causation', 'idempotencyKey'] as const satisfies readonly Fact[];

/** Where a text about events lies. */
export interface FactGuess {
  readonly fact: Fact;
  readonly place: Place;
}

type Packed = NonNullable<EventRule['event']['data']>;

const depthOf = ({ path }: Place): number =>
  typeof path === 'string' ? path.split('.').length : path.length;

/** The first of `names` that a place has; of several with one name the one nearest to the top. */
const named = (places: readonly Place[], names: readonly string[]): Place | undefined => {
  const near = [...places].sort((a, b) => depthOf(a) - depthOf(b));
  for (const name of names) {
    const found = near.find((place) => place.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
};

const ID_NAMES = ['eventid', 'eventuuid', 'messageid', 'eventguid'];

/** An id of each event's own, and how many causation ids name one of them. */
export interface IdGuess {
  readonly place: Place;
  readonly matched: number;
  /** How many causation ids were met. */
  readonly of: number;
}

const textsOf = ({ values }: Place): readonly string[] =>
  [...values.values()].flatMap((value) => ('S' in value ? [value.S] : []));

/**
 * What the writer calls each of `events` events: a text that is another one each time, and that causation ids name; else
 * one of a usual name.
 */
export function guessId(places: readonly Place[], events: number): IdGuess | undefined {
  const texts = places.filter(isText);
  const causation = named(texts, FACT_NAMES.causation);
  const causes = causation === undefined ? [] : textsOf(causation);
  const other = texts.filter((place) => {
    const values = textsOf(place);
    return place !== causation && values.length === events && new Set(values).size === events;
  });
  const matched = other.map((place): IdGuess => {
    const ids = new Set(textsOf(place));
    return { place, matched: causes.filter((cause) => ids.has(cause)).length, of: causes.length };
  });
  const best = [...matched].sort((a, b) => b.matched - a.matched || depthOf(a.place) - depthOf(b.place))[0];
  if (best !== undefined && best.matched > 0) return best;
  const byName = named(other, ID_NAMES);
  return matched.find(({ place }) => place === byName);
}

const isText = ({ values }: Place): boolean => [...values.values()].every((value) => 'S' in value);

/** Only maps and what unpacks to one is a payload by its place; a plain text may be a payload by its name. */
const packed = (place: Place | undefined): Packed | undefined => {
  if (place === undefined) return undefined;
  const encoding = packingOf(place.values.values());
  if (encoding !== undefined) return { path: place.path, encoding };
  const bytes = [...place.values.values()].every((value) => 'B' in value);
  return { path: place.path, encoding: bytes ? 'bytes' : 'native' };
};

/** Where the payload of events lies: by its name, else in the only map or packed object that there is. */
export function guessData(places: readonly Place[], taken: ReadonlySet<Place>): Packed | undefined {
  const free = places.filter((place) => !taken.has(place));
  const byName = named(
    free.filter((place) => packingOf(place.values.values()) !== undefined || isBytes(place)),
    DATA_NAMES,
  );
  if (byName !== undefined) return packed(byName);
  const maps = free.filter(
    (place) => !METADATA_NAMES.includes(place.name) && packingOf(place.values.values()) !== undefined,
  );
  const top = maps.filter((place) => !maps.some((other) => other !== place && isWithin(place, other)));
  const outside = top.filter((place) => ![...taken].some((fact) => isWithin(fact, place)));
  if (outside.length === 1) return packed(outside[0]);
  return packed(named(free, DATA_NAMES));
}

const isBytes = ({ values }: Place): boolean => [...values.values()].every((value) => 'B' in value);

/** Whether a place lies below another. */
const isWithin = (place: Place, above: Place): boolean => {
  const [a, b] = [namesOf(above), namesOf(place)];
  return a.length < b.length && a.every((name, index) => name === b[index]);
};

const namesOf = ({ path }: Place): readonly string[] => (typeof path === 'string' ? path.split('.') : path);

/** Where the metadata of events lies, by its name. */
export const guessMetadata = (places: readonly Place[]): Packed | undefined =>
  packed(
    named(
      places.filter((place) => packingOf(place.values.values()) !== undefined),
      METADATA_NAMES,
    ),
  );

/** Who did it, and what led to it, by their names. */
export function guessContext(places: readonly Place[]): readonly FactGuess[] {
  const texts = places.filter(isText);
  return FACTS.flatMap((fact) => {
    const place = named(texts, FACT_NAMES[fact]);
    return place === undefined ? [] : [{ fact, place }];
  });
}

/** The paths of facts, as a rule has them. */
export const pathsOfFacts = (facts: readonly FactGuess[]): Partial<Record<Fact, Place['path']>> =>
  Object.fromEntries(facts.map(({ fact, place }) => [fact, place.path]));
