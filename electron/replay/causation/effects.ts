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

/** So few events of a name are looked through each time: there is nothing to gain by keeping them grouped. */
const FEW = 8;

/** Events by the event that is their cause: one name of a cause may stand for several. */
function byCause(
  index: CausalIndex,
  effects: readonly CausalEvent[],
): ReadonlyMap<string, readonly CausalEvent[]> {
  const groups = new Map<string, CausalEvent[]>();
  let last: CausalEvent | undefined;
  let cause: Cause | undefined;
  for (const effect of effects) {
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

/**
 * Finds what names an event as its cause, in any of the ways in which it may be named, its own task first. What goes by
 * a name is looked through once, however many events share the name.
 */
export function createEffects(index: CausalIndex): (event: CausalEvent) => readonly CausalEvent[] {
  const grouped = new Map<string, ReadonlyMap<string, readonly CausalEvent[]>>();
  const isCause = (event: CausalEvent, effect: CausalEvent): boolean => {
    const cause = causeOf(index, effect);
    return cause?.kind === 'event' && cause.event.task === event.task && cause.event.seq === event.seq;
  };
  const named = (name: string, event: CausalEvent): readonly CausalEvent[] => {
    let groups = grouped.get(name);
    if (groups === undefined) {
      const found = index.causedBy(name);
      if (found.length <= FEW) return found.filter((effect) => isCause(event, effect));
      groups = byCause(index, found);
      grouped.set(name, groups);
    }
    return groups.get(keyOf(event)) ?? [];
  };
  return (event) => {
    const { task, seq, id, request } = event;
    const names = [`${task}@${String(seq)}`, id, request].flatMap((name) => name ?? []);
    return [...new Set(names.flatMap((name) => named(name, event)))].sort(
      (a, b) => Number(a.task !== task) - Number(b.task !== task) || a.seq - b.seq,
    );
  };
}
