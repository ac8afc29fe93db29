import type { Turn } from '../align/turn.ts';
import type { Slices } from '../slices.ts';
import { nameOf, placeOf, type CausalEvent, type CausalIndex } from './causalIndex.ts';

/** What an event says of its cause. */
type Cause =
  | { readonly kind: 'event'; readonly event: CausalEvent }
  | { readonly kind: 'outside' | 'missing'; readonly text: string };

/** Tells an event from all others. */
export const keyOf = ({ task, seq }: CausalEvent): string => `${task}\n${String(seq)}`;

/**
 * The cause of an event. Its causation id names, in this order: an event by the id that its writer gave it; an event of
 * a task by number; an event by its idempotency key; or what is no event of this table.
 */
export function causeOf(index: CausalIndex, event: CausalEvent): Cause | undefined {
  const { cause, written = '' } = event;
  if (cause === undefined) return undefined;
  const called = index.byId(nameOf(written), event.task);
  const place = placeOf(cause);
  const placed = place === undefined ? undefined : index.eventAt(place.task, place.seq);
  const found = called ?? placed ?? index.byRequest(cause);
  if (found !== undefined) return { kind: 'event', event: found };
  const known = place !== undefined && index.hasTask(place.task);
  return { kind: known ? 'missing' : 'outside', text: written };
}

/** Steps of work that looking up a cause counts for. */
export const LOOKUP = 10;

/** So few events of a name are looked through each time: there is nothing to gain by keeping them grouped. */
const FEW = 8;

/** Events by the event that is their cause: one name of a cause may stand for several. */
function* byCause(
  index: CausalIndex,
  effects: readonly CausalEvent[],
  turn: Turn,
): Slices<ReadonlyMap<string, readonly CausalEvent[]>> {
  const groups = new Map<string, CausalEvent[]>();
  let last: CausalEvent | undefined;
  let cause: Cause | undefined;
  for (const effect of effects) {
    if (turn(LOOKUP)) yield;
    // Those of one task come in a row, and mostly write their cause alike.
    const isAlike =
      effect.task === last?.task && effect.cause === last.cause && effect.written === last.written;
    if (!isAlike) cause = causeOf(index, effect);
    last = effect;
    if (cause?.kind !== 'event') continue;
    const key = keyOf(cause.event);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [effect]);
    else known.push(effect);
  }
  return groups;
}

/** What came of an event: the first of them, and how many there are in all. */
export interface Effects {
  readonly first: readonly CausalEvent[];
  readonly count: number;
}

/** So many are put in order at a time. */
const PIECE = 2000;

/** The `most` first of some events, none twice: of very many, most are never put in order. */
function* firstOf(
  found: readonly (readonly CausalEvent[])[],
  compare: (a: CausalEvent, b: CausalEvent) => number,
  most: number,
  turn: Turn,
): Slices<Effects> {
  const seen = new Set<CausalEvent>();
  let first: readonly CausalEvent[] = [];
  let piece: CausalEvent[] = [];
  const take = (): void => {
    first = [...first, ...piece].sort(compare).slice(0, most);
    piece = [];
  };
  for (const events of found) {
    for (const event of events) {
      if (turn()) yield;
      if (seen.has(event)) continue;
      seen.add(event);
      piece.push(event);
      if (piece.length >= PIECE) take();
    }
  }
  take();
  return { first, count: seen.size };
}

/**
 * Finds what names an event as its cause, in any of the ways in which it may be named, its own task first, of very many
 * the `most` first. What goes by a name is looked through once, however many events share the name.
 */
export function createEffects(
  index: CausalIndex,
  most: number,
  turn: Turn,
): (event: CausalEvent) => Slices<Effects> {
  const grouped = new Map<string, ReadonlyMap<string, readonly CausalEvent[]>>();
  const isCause = (event: CausalEvent, effect: CausalEvent): boolean => {
    const cause = causeOf(index, effect);
    return cause?.kind === 'event' && cause.event.task === event.task && cause.event.seq === event.seq;
  };
  const named = function* (name: string, event: CausalEvent): Slices<readonly CausalEvent[]> {
    let groups = grouped.get(name);
    if (groups === undefined) {
      const found = index.causedBy(name);
      if (found.length <= FEW) return found.filter((effect) => isCause(event, effect));
      groups = yield* byCause(index, found, turn);
      grouped.set(name, groups);
    }
    return groups.get(keyOf(event)) ?? [];
  };
  return function* (event) {
    const { task, seq, id, request } = event;
    const names = [`${task}@${String(seq)}`, id, request].flatMap((name) => name ?? []);
    const found: (readonly CausalEvent[])[] = [];
    for (const name of names) found.push(yield* named(name, event));
    return yield* firstOf(
      found,
      (a, b) => Number(a.task !== task) - Number(b.task !== task) || a.seq - b.seq,
      most,
      turn,
    );
  };
}
