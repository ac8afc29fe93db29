import type { WorkspaceContents } from '#shared/contract/workspace.ts';

/** The models that a page holds items of, in the order in which they are shown. */
export const CONTENT_MODELS = ['widget', 'group', 'bookmark', 'note', 'tagAssociation', 'share'] as const;

/** All items of a page together, the page itself not counted. */
export function totalOf(contents: WorkspaceContents): number {
  return CONTENT_MODELS.reduce((sum, name) => sum + contents[name], 0);
}
