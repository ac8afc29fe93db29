import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeyAttribute, KeySchema } from '#shared/model/layout.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { compileLayout } from './streams/compileLayout.ts';

/** How much of a sample a layout must explain to be taken for the table's. */
const ENOUGH = 0.8;

const sameAttribute = (a: KeyAttribute | undefined, b: KeyAttribute | undefined): boolean =>
  a?.name === b?.name && a?.type === b?.type;

/** Whether a table's key is the one that a layout is for. */
export const hasKeyOf = ({ hash, range }: KeySchema, { key }: LayoutFile): boolean =>
  sameAttribute(hash, key.partition) && sameAttribute(range, key.sort);

/** What share of `items` a layout reads as events or projections. */
export function shareRead(layout: LayoutFile, items: readonly AttributeMap[]): number {
  if (items.length === 0) return 0;
  const { readItem } = compileLayout(layout);
  const read = items.filter((item) => {
    const found = readItem(item);
    return found.some(({ kind }) => kind === 'event' || kind === 'projection');
  });
  return read.length / items.length;
}

/** The layout file that reads (nearly) all of `items`, the best one; undefined when none does. */
export function detectStreams(
  layouts: readonly LayoutFile[],
  key: KeySchema,
  items: readonly AttributeMap[],
): LayoutFile | undefined {
  let best: { readonly layout: LayoutFile; readonly share: number } | undefined;
  for (const layout of layouts) {
    if (!hasKeyOf(key, layout)) continue;
    const share = shareRead(layout, items);
    if (share >= ENOUGH && share > (best?.share ?? 0)) best = { layout, share };
  }
  return best?.layout;
}
