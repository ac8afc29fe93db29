import type { TaskRef } from '#shared/contract/common.ts';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { madeByLayout } from './madeByLayout.ts';
import type { Replayed } from './rebuildPlan.ts';
import type { PlaceOf } from './rebuildTask.ts';

/**
 * Where a stream's projection and its end lie in a table that is read by a layout file; or why it cannot be rebuilt
 * there: only what can be checked within one transaction is ever written.
 */
export function layoutPlace(
  layout: CompiledLayout,
  { table, task }: TaskRef,
  { lastSeq, lastKey, stored, replayed }: Pick<Replayed, 'lastSeq' | 'lastKey' | 'stored' | 'replayed'>,
): Awaited<ReturnType<PlaceOf>> {
  const [projection, ...others] = layout.projectionsOf(task);
  if (projection === undefined) return { impossible: 'The layout of this table has no projections.' };
  const { rule, key } = projection;
  if (others.length > 0) {
    return {
      impossible:
        'The layout has several rules for projections of such a stream, and nothing tells which to write.',
    };
  }
  if (rule.fields !== undefined) {
    return { impossible: 'The projection lies packed within an attribute, which is not written in part.' };
  }
  if (key === undefined) {
    return { impossible: 'The key of the projection does not follow from the stream’s id in this layout.' };
  }
  const lasts = layout.eventPlacesOf(task, lastSeq);
  const next = layout.eventPlacesOf(task, lastSeq + 1);
  if (lasts === undefined || next === undefined || next.length === 0) {
    return {
      impossible:
        'The key of the next event does not follow from its number in this layout, so nothing could tell whether one came meanwhile.',
    };
  }
  const last = lasts.find(({ holds }) => lastKey !== undefined && holds(lastKey));
  if (last === undefined) {
    return {
      impossible: `The last event lies under “${lastKey ?? ''}”, which is not the key that its number tells in this layout. The next one may do so too, and nothing could tell whether it came meanwhile.`,
    };
  }
  const made = stored === null ? madeByLayout(layout, { task, rule, key, replayed }) : { made: EMPTY_MAP };
  if (made.impossible !== undefined) return made;
  return {
    table: rule.table ?? table,
    key,
    events: { table, last: last.key, next: next.map((place) => place.key) },
    // Writers of such a table leave no mark, and neither do we.
    mark: undefined,
    omit: rule.omit,
    made: made.made,
  };
}
