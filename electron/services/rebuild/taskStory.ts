import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { RebuildIntent } from '#shared/model/rebuild.ts';
import type { RebuildComparison, RebuildStory } from '#shared/model/rebuildStory.ts';
import { diffDocuments } from '../../replay/diff.ts';
import { fieldsIn } from './rebuildTask.ts';
import type { RunIndex } from './runIndex.ts';

const comparison = (
  of: RebuildComparison['of'],
  before: AttributeMap | null,
  after: AttributeMap | null,
): RebuildComparison => ({
  of,
  before,
  after,
  changes: [...diffDocuments(before ?? EMPTY_MAP, after ?? EMPTY_MAP)],
});

/** Both sides of an intent without key and mark. */
function sidesOf({ key, mark, before, after }: RebuildIntent): {
  readonly before: AttributeMap | null;
  readonly after: AttributeMap;
} {
  const place = { key, mark };
  return {
    before: before === undefined ? null : fieldsIn(before, place),
    after: fieldsIn(after, place),
  };
}

/** What a run's journal tells of one task: its projection before against after, and what came in between. */
export async function taskStory(index: RunIndex, task: string): Promise<RebuildStory> {
  const intent = await index.intentOf(task);
  const result = await index.resultOf(task);
  const undone = await index.undoneOf(task);
  const comparisons: RebuildComparison[] = [];
  const sides = intent === undefined ? undefined : sidesOf(intent);
  if (result?.outcome === 'written') {
    // What lies there afterwards is what was sent; the result tells it as the answer did.
    comparisons.push(comparison('rebuilt', result.before, result.after));
  } else if (sides !== undefined) {
    comparisons.push(comparison('intended', sides.before, sides.after));
  }
  if (result?.outcome === 'projectionChanged' && sides !== undefined) {
    comparisons.push(comparison('met', sides.before, result.met));
  }
  if (undone?.outcome === 'projectionChanged' && sides !== undefined) {
    comparisons.push(comparison('changedSince', sides.after, undone.met));
  }
  return { ...index.row(task), comparisons };
}
