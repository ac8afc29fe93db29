import type { EventRule, LayoutFile, Packed } from '#shared/model/streamLayout.ts';
import { matcherOf } from '../../layouts/streams/matcher.ts';
import { numberingOf } from '../../layouts/streams/sequence.ts';
import { namesOf } from '../../layouts/streams/values.ts';
import { bytesWhere } from './bytesWhere.ts';
import { keyBytesOf, type KeyBytes } from './keyBytes.ts';
import { literalPlan, type EventFacts, type ValuePlan } from './reducerPlan.ts';
import type { Slots } from './slots.ts';

type Condition = ReturnType<typeof bytesWhere>;

/** Which items of a partition a rule is about. */
export interface MatchPlan {
  /** Undefined where the table has no sort key. */
  readonly sort: KeyBytes | undefined;
  readonly where: readonly Condition[];
}

/** How to read an event from what was found of its item. Slots below 0: there is no such place. */
export interface EventPlan extends MatchPlan {
  readonly body: number;
  /** Where the number lies; below 0: it is the part of the sort key. */
  readonly number: number;
  readonly times: number;
  readonly offset: number;
  readonly type: number;
  /** The type of an event that names none; undefined where each has to name one. */
  readonly defaultType: string | undefined;
  readonly time: number;
  /** How the time is written; a count is one of seconds or milliseconds. */
  readonly timeUnit: 'rfc3339' | 's' | 'ms';
  readonly data: number;
  /** Whether a payload that is no map is passed over. */
  readonly mapsOnly: boolean;
  readonly facts: EventFacts;
}

/** Whether a value is taken as it is stored. */
export const isPlain = (packed: Packed | undefined): boolean =>
  packed === undefined ||
  ((packed.encoding === 'native' || packed.encoding === 'bytes') &&
    packed.encodingBy === undefined &&
    packed.within === undefined);

/** Which items a rule is about; undefined for sort keys of several parts. */
export function matchPlan(
  key: LayoutFile['key'],
  match: EventRule['match'],
  slots: Slots,
): MatchPlan | undefined {
  const { sort } = matcherOf(key, match);
  const where = match.where.map((condition) => bytesWhere(condition, slots));
  if (sort === undefined) return { sort: undefined, where };
  const bytes = keyBytesOf(sort.pattern);
  return bytes === undefined ? undefined : { sort: bytes, where };
}

type Numbered = Pick<EventPlan, 'number' | 'times' | 'offset'>;

/** Where the number of an event lies. */
function numberOf(
  key: LayoutFile['key'],
  rule: EventRule,
  sort: KeyBytes | undefined,
  slots: Slots,
  inBody: (names: readonly string[]) => readonly string[],
): Numbered | undefined {
  const { sequence, event } = rule;
  const { offset } = sequence;
  if (event.sequence !== undefined) {
    return { number: slots.at(inBody(namesOf(event.sequence))), times: 1, offset };
  }
  const [term, ...more] = numberingOf(sequence, matcherOf(key, rule.match)).terms;
  if (term === undefined || more.length > 0) return undefined;
  const { origin, times } = term;
  if (origin.path !== undefined) return { number: slots.at(origin.path), times, offset };
  return sort?.part === origin.part ? { number: -1, times, offset } : undefined;
}

/**
 * How events of a rule are read as bytes; undefined for lists, for what is packed, for numbers that are sums, and for
 * times finer than milliseconds.
 */
export function eventPlan(key: LayoutFile['key'], rule: EventRule, slots: Slots): EventPlan | undefined {
  const { body, event, item, holds } = rule;
  const isStored = isPlain(body) && isPlain(event.data) && isPlain(event.metadata);
  const timePlace = event.time ?? item.time;
  const timeUnit = timePlace?.format ?? 'rfc3339';
  if (holds !== 'event' || item.types !== undefined || !isStored) return undefined;
  if (timeUnit === 'us' || timeUnit === 'ns') return undefined;
  const matched = matchPlan(key, rule.match, slots);
  const bodyNames = body === undefined ? [] : namesOf(body.path);
  const inBody = (names: readonly string[]): readonly string[] => [...bodyNames, ...names];
  const numbered = matched === undefined ? undefined : numberOf(key, rule, matched.sort, slots, inBody);
  if (matched === undefined || numbered === undefined) return undefined;

  const slotOf = (path: EventRule['event']['type'], within = inBody): number =>
    path === undefined ? -1 : slots.at(within(namesOf(path)));
  const type = slotOf(event.type);
  const time = slotOf(timePlace?.path, event.time === undefined ? (names) => names : inBody);
  const actor = [slotOf(event.actor), slotOf(item.actor, (names) => names)].filter((slot) => slot >= 0);
  const dataNames = event.data === undefined ? undefined : inBody(namesOf(event.data.path));
  const facts: EventFacts = {
    data: (path): ValuePlan =>
      dataNames === undefined ? { kind: 'none' } : { kind: 'slot', slot: slots.at([...dataNames, ...path]) },
    of: (fact) => {
      switch (fact) {
        case 'seq':
          return { kind: 'seq' };
        case 'type':
          if (type < 0) return literalPlan({ S: event.defaultType ?? 'event' });
          return {
            kind: 'text',
            slots: [type],
            ...(event.defaultType === undefined ? {} : { otherwise: { S: event.defaultType } }),
          };
        case 'at':
          if (time < 0) return { kind: 'none' };
          return timeUnit === 'rfc3339' ? { kind: 'text', slots: [time] } : undefined;
        case 'actor':
          return actor.length === 0 ? { kind: 'none' } : { kind: 'text', slots: actor };
      }
    },
  };
  return {
    ...matched,
    ...numbered,
    body: body === undefined ? -1 : slots.at(bodyNames),
    type,
    defaultType: event.defaultType ?? (type < 0 ? 'event' : undefined),
    time,
    timeUnit,
    data: dataNames === undefined ? -1 : slots.at(dataNames),
    mapsOnly: event.data?.mapsOnly === true,
    facts,
  };
}
