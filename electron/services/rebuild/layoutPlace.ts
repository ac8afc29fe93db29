import type { TaskRef } from '#shared/contract/common.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import type { PlaceOf } from './rebuildTask.ts';

/**
 * Where a stream's projection and its end lie in a table that is read by a layout file; or why it cannot be rebuilt
 * there: only what can be checked within one transaction is ever written.
 */
export function layoutPlace(
  layout: CompiledLayout,
  { table, task }: TaskRef,
  lastSeq: number,
): Awaited<ReturnType<PlaceOf>> {
  const [rule] = layout.file.projections;
  if (rule === undefined) return { impossible: 'The layout of this table has no projections.' };
  if (rule.fields !== undefined) {
    return { impossible: 'The projection lies packed within an attribute, which is not written in part.' };
  }
  const projection = layout.projectionKeyOf(task);
  const last = layout.eventKeyOf(task, lastSeq);
  const next = layout.eventKeyOf(task, lastSeq + 1);
  if (projection === undefined) {
    return { impossible: 'The key of the projection does not follow from the stream’s id in this layout.' };
  }
  if (last === undefined || next === undefined) {
    return {
      impossible:
        'The key of the next event does not follow from its number in this layout, so nothing could tell whether one came meanwhile.',
    };
  }
  return {
    table: projection.table ?? table,
    key: projection.key,
    events: { table, last, next: [next] },
    // Writers of such a table leave no mark, and neither do we.
    mark: undefined,
    omit: rule.omit,
  };
}
