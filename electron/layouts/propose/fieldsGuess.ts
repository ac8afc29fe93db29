import { attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Trust } from '#shared/model/layoutProposal.ts';
import type { ProjectionRule } from '#shared/model/streamLayout.ts';
import { unpack } from './packed.ts';
import { pathOf, plainName } from './places.ts';

/** What holds a projection's fields by its name alone, and what may as well be one field among others. */
const STATE_NAMES = new Set(['state', 'snapshot', 'projection', 'aggregate', 'aggregatestate', 'readmodel']);
const BODY_NAMES = new Set([
  'fields',
  'data',
  'body',
  'payload',
  'content',
  'attributes',
  'document',
  'doc',
  'value',
  'model',
  'view',
]);

/** What is kept beside a state: numbers, times, types, ids, keys of indexes, and marks of writers. */
const BESIDE = [
  /^(aggregate|stream|entity|state|schema|snapshot)?(version|revision|rev)$/,
  /^(last)?(event)?(seq|seqnr|seqno|sequence|sequencenumber|number|position|offset|eventid)$/,
  /^(last)?(created|updated|modified|saved|written|stored|taken|projected)(at|on|time)?$|^(timestamp|time|ts)$/,
  /^(aggregate|stream|entity|item|record|snapshot|projection)?(type|kind|id)$/,
  /^(gsi|lsi)\d*(pk|sk|hash|range)?$/,
  /^(etag|writeid|checksum|ttl|expires|expiresat|expiry|schema|meta|metadata|headers)$/,
] as const;

/** The id of what the projection is of, such as `order_id`: beside `data` it is no field, beside `address` it may be one. */
const OWN_ID = /id$/;

type Fields = NonNullable<ProjectionRule['fields']>;

/** Where the fields of projections lie, when it is one attribute, and why. */
export interface FieldsGuess {
  readonly name: string;
  readonly fields: { readonly path: Fields['path']; readonly encoding: Fields['encoding'] };
  /** Whether it is called as such attributes are. */
  readonly named: boolean;
  /** Attributes beside it that may be fields as well, and are none then. */
  readonly lost: readonly string[];
  /** Other attributes beside it, but for keys and TTL. */
  readonly beside: readonly string[];
  readonly projections: number;
  readonly trust: Trust;
}

interface Candidate {
  readonly name: string;
  readonly encoding: Fields['encoding'];
  readonly maps: readonly AttributeMap[];
}

/** What an attribute holds, when that is a map in every item, packed alike. */
function candidateAt(items: readonly AttributeMap[], name: string): Candidate | undefined {
  const found = items.map((item) => {
    const value = attributeOf(item, name);
    return value === undefined ? undefined : unpack(value);
  });
  const encoding = found[0]?.encoding;
  const maps = found.flatMap((each) =>
    each !== undefined && 'M' in each.value && each.encoding === encoding ? [each.value.M] : [],
  );
  return encoding === undefined || maps.length < items.length ? undefined : { name, encoding, maps };
}

/** Whether maps have the same names by and large, as states do, and not ids for names, as one field may. */
function alike(maps: readonly AttributeMap[]): boolean {
  const uses = new Map<string, number>();
  for (const name of maps.flatMap((map) => Object.keys(map))) uses.set(name, (uses.get(name) ?? 0) + 1);
  const common = [...uses.values()].filter((count) => count * 2 > maps.length).length;
  return uses.size > 0 && common * 2 >= uses.size;
}

/** Guesses whether the fields of projections lie in one attribute; `leftOut`: keys and TTL. */
export function guessFields(
  items: readonly AttributeMap[],
  leftOut: ReadonlySet<string>,
): FieldsGuess | undefined {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))].filter((name) => !leftOut.has(name));
  const candidates = names.flatMap((name) => candidateAt(items, name) ?? []);
  const of = ({ name, encoding }: Candidate, named: boolean): FieldsGuess => {
    const beside = names.filter((other) => other !== name);
    const lost = beside.filter((other) => {
      const plain = plainName(other);
      return !BESIDE.some((one) => one.test(plain)) && !(named && OWN_ID.test(plain));
    });
    return {
      name,
      fields: { path: pathOf([name]), encoding },
      named,
      lost,
      beside,
      projections: items.length,
      trust: named && lost.length === 0 ? 'sure' : 'likely',
    };
  };
  const states = candidates.filter(({ name }) => STATE_NAMES.has(plainName(name)));
  const [state] = states;
  if (state !== undefined && states.length === 1) return of(state, true);
  const bodies = candidates
    .map((each) => of(each, BODY_NAMES.has(plainName(each.name))))
    // What stands beside a title and a status is a field as they are.
    .filter(({ lost }) => lost.length === 0);
  const named = bodies.filter((each) => each.named);
  const [body] = named.length > 0 ? named : bodies;
  const only = candidates.find(({ name }) => name === body?.name);
  if (body === undefined || named.length > 1 || only === undefined) return undefined;
  return body.named || (bodies.length === 1 && alike(only.maps)) ? body : undefined;
}
