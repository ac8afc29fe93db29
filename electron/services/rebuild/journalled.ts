import type { TaskRef } from '#shared/contract/common.ts';
import { equalDocuments } from '#shared/model/equality.ts';
import type { RebuildIntent, RebuildResult } from '#shared/model/rebuild.ts';
import { sameItem } from '../../stores/projections/asRead.ts';
import { fieldsIn, writtenOf, type RebuildTaskDeps } from './rebuildTask.ts';

const shownBy = ({ key, mark }: RebuildIntent) => ({ key, mark });

/** Whether a write whose result nobody journalled lies there. */
export const foundWritten = (
  deps: Pick<RebuildTaskDeps, 'withProjections'>,
  ref: TaskRef,
  intent: RebuildIntent,
  signal: AbortSignal,
): Promise<RebuildResult | undefined> =>
  deps.withProjections(ref, async (store) => {
    const item = await store.read(intent, signal);
    if (item === undefined || !equalDocuments(item, intent.after)) return undefined;
    const before = intent.before === undefined ? null : fieldsIn(intent.before, shownBy(intent));
    return { outcome: 'written', before, after: fieldsIn(item, shownBy(intent)) };
  });

/** Puts back what a rebuild had replaced. `agrees`: what was there before lies there already. */
export async function takeBack(
  deps: Pick<RebuildTaskDeps, 'withProjections'>,
  ref: TaskRef,
  intent: RebuildIntent,
): Promise<RebuildResult> {
  const { table, key, mark, before, after } = intent;
  const writeId = `${intent.writeId}-undo`;
  const shown = shownBy(intent);
  return deps.withProjections(ref, async (store) => {
    // Removing what is not there would count as put back, though nothing may ever have been written.
    if (before === undefined && (await store.read(intent)) === undefined) return { outcome: 'agrees' };
    const outcome = await store.restore({ table, key, mark, before, after, writeId });
    if (outcome.outcome === 'projectionChanged' && sameItem(outcome.met, before))
      return { outcome: 'agrees' };
    return writtenOf(outcome, fieldsIn(after, shown), (item) =>
      item === undefined ? null : fieldsIn(item, shown),
    );
  });
}
