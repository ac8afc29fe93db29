import { attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { equalOptional } from '../equality.ts';
import type { Travelled } from './travelled.ts';

/** Whether a step changed more than what every event stamps on the state: its sequence and its time. */
export function stepChanges(
  before: AttributeMap,
  event: TaskEvent,
  after: AttributeMap,
  sequenceField: string | undefined,
): boolean {
  if (before === after) return false;
  for (const name of Object.keys(after)) {
    const is = attributeOf(after, name);
    const was = attributeOf(before, name);
    if (was === is || name === sequenceField || equalOptional(was, is)) continue;
    if (is === undefined || !('S' in is) || is.S !== event.at) return true;
  }
  return Object.keys(before).some((name) => !Object.hasOwn(after, name));
}

/** The positions among `positions` (ascending) whose events changed the state; neighbours are folded in one go. */
export function changedAt(stream: Travelled, positions: readonly number[]): ReadonlySet<number> {
  const changed = new Set<number>();
  let from = 0;
  while (from < positions.length) {
    const first = positions[from] ?? 0;
    let to = from + 1;
    while (positions[to] === first + to - from) to += 1;
    stream.steps(first, first + to - from, (position, before, event, after) => {
      if (stepChanges(before, event, after, stream.sequenceField)) changed.add(position);
    });
    from = to;
  }
  return changed;
}
