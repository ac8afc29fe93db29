import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { decodeRows } from '../pages/decodeRows.ts';
import { indexPage } from '../pages/indexPage.ts';

/** The items of a page as a server sends it. */
export const rowsOf = (body: Uint8Array): readonly (AttributeMap | undefined)[] => {
  const index = indexPage(body);
  if (index === undefined) throw new Error('The body is no page.');
  return decodeRows(body, index);
};

/** Items in one order, and their members too: servers keep neither. */
export const sorted = (items: readonly (AttributeMap | undefined)[]): readonly string[] =>
  items.map((item) => JSON.stringify(Object.entries(item ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
