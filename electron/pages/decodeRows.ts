import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { decodeItem } from './decodeItem.ts';
import type { PageIndex } from './indexPage.ts';

/** Items `from` to `to` of a page, decoded; undefined in the place of one that is no item. */
export function decodeRows(
  bytes: Uint8Array,
  { starts, ends, count }: Pick<PageIndex, 'starts' | 'ends' | 'count'>,
  from = 0,
  to = count,
): readonly (AttributeMap | undefined)[] {
  const rows: (AttributeMap | undefined)[] = [];
  for (let index = Math.max(0, from); index < Math.min(to, count); index += 1) {
    rows.push(decodeItem(bytes, starts[index] ?? 0, ends[index] ?? 0));
  }
  return rows;
}
