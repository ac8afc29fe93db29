import type { LayoutFile } from '#shared/model/streamLayout.ts';

/** The title that a layout file bears; its name where it bears none. */
export const ownTitle = ({ title, name }: LayoutFile): string => title ?? name;

/**
 * What a layout of the reader is called: its title, and where another one bears that too, its name as well. One that was
 * made from another has that one's title still.
 */
export function titleAmong(file: LayoutFile, others: readonly LayoutFile[]): string {
  const title = ownTitle(file);
  const isShared = others.some((other) => other.name !== file.name && ownTitle(other) === title);
  return isShared ? `${title} (${file.name})` : title;
}
