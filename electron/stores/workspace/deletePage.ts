import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import { attributeOf, attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { keyWords, versionOf, workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { checkKey } from './checks.ts';
import { itemMissing, versionConflict } from './errors.ts';
import { stamps, type StoreContext } from './itemStore.ts';
import type { ItemOptions, ItemWrite } from './itemTables.ts';
import {
  countsOf,
  CONTENT_MODELS,
  pageContents,
  totalOf,
  type ContentCounts,
  type ContentModel,
  type PageContents,
} from './pageContents.ts';

/** The page to delete with everything it holds, as the reader saw it. */
export interface PageDeletion {
  readonly userId: string;
  readonly pageId: string;
  readonly version: number;
}

/** How far a deletion has come: items deleted by model, and of how many found so far. */
export interface DeletionProgress {
  readonly deleted: ContentCounts;
  readonly found: ContentCounts;
}

/** Who is told of the progress. */
export interface DeletionOptions extends ItemOptions {
  readonly onProgress?: ((progress: DeletionProgress) => void | Promise<void>) | undefined;
}

/** Members that one transaction takes. */
const MOST_TOGETHER = 100;

/** Items handed to one batch, between which progress is told and cancellation heeded. */
const SLICE = 500;

/** Times that content is looked for again, while somebody goes on adding to the page. */
const MOST_ROUNDS = 5;

const page = WORKSPACE_MODELS.page;

const NOTHING: ContentCounts = { tagAssociation: 0, bookmark: 0, note: 0, share: 0, group: 0, widget: 0 };

const sumOf = (a: ContentCounts, b: ContentCounts): ContentCounts => ({
  tagAssociation: a.tagAssociation + b.tagAssociation,
  bookmark: a.bookmark + b.bookmark,
  note: a.note + b.note,
  share: a.share + b.share,
  group: a.group + b.group,
  widget: a.widget + b.widget,
});

/** What hangs on widgets and groups, and so must go before them; tags before what they are on. */
const LEAVES: readonly ContentModel[] = ['tagAssociation', 'bookmark', 'note', 'share'];

/**
 * Deletes a page with everything it holds. What fits into one transaction goes in one. Otherwise the page is marked
 * under its version (`deleting_since`), then what hangs lowest goes first, by batches, and the page last: whenever it
 * ends early, everything left is still found from the page, and the same call goes on where it was. Whoever adds to the
 * page after it was last looked through leaves what no page holds; a marked page tells writers not to.
 * @throws `NotFound`, `VersionConflict`, `PartlyWritten` naming what is left, `Cancelled` (the page then stays marked)
 */
export async function deletePage(
  context: StoreContext,
  { userId, pageId, version }: PageDeletion,
  options: DeletionOptions = {},
): Promise<ContentCounts> {
  const { tables } = context;
  const { signal, onProgress } = options;
  const key = workspaceKey(page, userId, pageId);
  checkKey(page, key);
  const stored = await tables.get(page, key, { signal });
  if (stored === undefined) throw itemMissing(page, key);
  const marked = attributeOf(stored, 'deleting_since') !== undefined;
  const actual = versionOf(stored);
  // A deletion that goes on may be asked for with the version before its mark.
  if (actual === null || (actual !== version && !(marked && actual === version + 1))) {
    throw versionConflict(page, key, version, stored);
  }

  let contents = await pageContents(tables, { userId, pageId }, { signal });
  let found = countsOf(contents);
  await onProgress?.({ deleted: NOTHING, found });
  if (totalOf(found) < MOST_TOGETHER) {
    await together(context, key, actual, contents, signal);
    await onProgress?.({ deleted: found, found });
    return found;
  }

  const lock = marked ? actual : await mark(context, key, version, signal);
  let deleted = NOTHING;
  const erase = async (names: readonly ContentModel[]): Promise<void> => {
    for (const name of names) {
      for (let at = 0; at < contents[name].length; at += SLICE) {
        throwIfCancelled(signal);
        const keys = contents[name].slice(at, at + SLICE);
        const { leftovers, error } = await tables.erase(WORKSPACE_MODELS[name], keys, { signal });
        const gone = keys.length - leftovers.length;
        deleted = sumOf(deleted, { ...NOTHING, [name]: gone });
        await onProgress?.({ deleted, found });
        if (leftovers.length > 0) {
          if (error?.code === 'Cancelled') throw error;
          throw leftOver(name, totalOf(deleted), leftovers, error);
        }
      }
    }
  };

  for (let round = 1; ; round += 1) {
    await erase(LEAVES);
    contents = await pageContents(tables, { userId, pageId }, { signal });
    const leaves = LEAVES.flatMap((name) =>
      contents[name].map((each) => keyWords(WORKSPACE_MODELS[name], each)),
    );
    if (leaves.length === 0) break;
    if (round === MOST_ROUNDS) throw stillGrowing(totalOf(deleted), leaves);
    found = sumOf(deleted, countsOf(contents));
  }
  const rest = countsOf(contents);
  found = sumOf(deleted, rest);
  if (totalOf(rest) >= MOST_TOGETHER) {
    await erase(['group', 'widget']);
    contents = { ...contents, group: [], widget: [] };
  }
  await together(context, key, lock, contents, signal);
  await onProgress?.({ deleted: found, found });
  return found;
}

/** Marks the page, so that everybody sees that it is going; gives its new version. */
async function mark(
  context: StoreContext,
  key: AttributeMap,
  version: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const stamped = stamps(context, version + 1);
  const set = attributeMap([
    ...Object.entries(stamped),
    ['deleting_since', stamped['updated_at'] ?? { S: '' }],
  ]);
  const change = { kind: 'update', model: page, key, version, set, remove: [] } as const;
  const written = await context.tables.write(change, { signal });
  if (written.applied) return version + 1;
  if (written.met === undefined) throw itemMissing(page, key);
  throw versionConflict(page, key, version, written.met);
}

/** Deletes the page under its version together with `contents`, all or none. */
async function together(
  { tables, newWriteId }: StoreContext,
  key: AttributeMap,
  version: number,
  contents: PageContents,
  signal: AbortSignal | undefined,
): Promise<void> {
  const writes: readonly ItemWrite[] = [
    { kind: 'delete', model: page, key, version },
    ...CONTENT_MODELS.flatMap((name) =>
      contents[name].map((each): ItemWrite => ({ kind: 'erase', model: WORKSPACE_MODELS[name], key: each })),
    ),
  ];
  const written = await tables.writeTogether(writes, { writeId: newWriteId(), signal });
  if (written.applied) return;
  if (written.met === undefined) throw itemMissing(page, key);
  throw versionConflict(page, key, version, written.met);
}

const leftOver = (
  name: ContentModel,
  written: number,
  leftovers: readonly AttributeMap[],
  cause: unknown,
): AppError<'PartlyWritten'> =>
  new AppError('PartlyWritten', {
    message: `${leftovers.length} items of the page could not be deleted; ${written} are gone. The page stays, marked as being deleted.`,
    nextStep: 'Delete the page again: it goes on where it was.',
    details: { written, unwritten: leftovers.map((key) => keyWords(WORKSPACE_MODELS[name], key)) },
    cause,
  });

const stillGrowing = (written: number, unwritten: readonly string[]): AppError<'PartlyWritten'> =>
  new AppError('PartlyWritten', {
    message: `Somebody goes on adding to the page while it is deleted: ${unwritten.length} items are new, ${written} are gone.`,
    nextStep: 'Have the writer stop, then delete the page again: it goes on where it was.',
    details: { written, unwritten: [...unwritten] },
  });
