import { AppError } from '#shared/errors/appError.ts';
import { attributeMap } from '#shared/model/attributeValue.ts';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { checkKey } from './checks.ts';
import { invalid, itemMissing, versionConflict } from './errors.ts';
import { stamps, type ItemWriteOptions, type StoreContext } from './itemStore.ts';

/** A bookmark in its new place, with the version that the reader saw. */
export interface PlacedBookmark {
  readonly bookmarkId: string;
  readonly version: number;
}

/** Bookmarks that one transaction takes. */
const MOST = 100;

const model = WORKSPACE_MODELS.bookmark;

/**
 * Numbers bookmarks of one group in the order given, from `first` (0) on, all or none. Bookmarks that are not named
 * keep their position, so a longer list is ordered in runs of 100.
 * @throws `LimitExceeded` for more than 100, `VersionConflict` or `NotFound` for the first that was changed meanwhile
 */
export async function reorderBookmarks(
  context: StoreContext,
  groupId: string,
  order: readonly PlacedBookmark[],
  options?: ItemWriteOptions & { readonly first?: number | undefined },
): Promise<void> {
  if (order.length === 0) return;
  if (order.length > MOST) {
    throw new AppError('LimitExceeded', {
      message: `One transaction orders at most ${MOST} bookmarks, and these are ${order.length}.`,
      nextStep: `Order them in runs of ${MOST}, each with the position of its first.`,
    });
  }
  if (new Set(order.map(({ bookmarkId }) => bookmarkId)).size < order.length) {
    throw invalid('A bookmark is named twice.', 'Name each bookmark once.');
  }
  const writeId = options?.writeId ?? context.newWriteId();
  const writes = order.map(({ bookmarkId, version }, index) => {
    const key = workspaceKey(model, groupId, bookmarkId);
    checkKey(model, key);
    const set = attributeMap([
      ...Object.entries(stamps(context, version + 1, writeId)),
      ['position', { N: String((options?.first ?? 0) + index) }],
    ]);
    return { kind: 'update', model, key, version, set, remove: [] } as const;
  });
  const written = await context.tables.writeTogether(writes, { writeId, signal: options?.signal });
  if (written.applied) return;
  const lost = writes[written.index];
  if (lost === undefined) throw invalid('No bookmark was named.', 'Name the bookmarks in their order.');
  if (written.met === undefined) throw itemMissing(model, lost.key);
  throw versionConflict(model, lost.key, lost.version, written.met);
}
