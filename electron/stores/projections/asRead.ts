import { attributeMap, attributeOf, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import { equalDocuments } from '#shared/model/equality.ts';
import type { ProjectionPatch, ProjectionRewrite } from './projectionStore.ts';

/** An expression with what it refers to. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: AttributeMap;
}

/** Most attributes compared: an expression holds 300 operators and 4 KB of text at most. */
const MOST_COMPARED = 200;

/** `before` with a patch applied: the item that a rewrite leaves. */
export function patched(before: AttributeMap, { set, remove }: ProjectionPatch): AttributeMap {
  const gone = new Set(remove);
  const kept = Object.entries(before).filter(([name]) => !gone.has(name) && !Object.hasOwn(set, name));
  return attributeMap([...kept, ...Object.entries(set)]);
}

/** `item` with the name of the write that made it; as it is where writers leave no such mark. */
export function marked(item: AttributeMap, mark: string | undefined, writeId: string): AttributeMap {
  return mark === undefined ? item : withAttribute(item, mark, { S: writeId });
}

/** Whether two items, either of which may be absent, are equal. */
export function sameItem(a: AttributeMap | undefined, b: AttributeMap | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalDocuments(a, b);
}

/** The item that a rewrite leaves, its mark among the attributes. */
export function rewritten({ key, before, patch, mark, writeId }: ProjectionRewrite): AttributeMap {
  return marked(patched(before ?? key, patch), mark, writeId);
}

/**
 * The condition that an item is as it was read: every attribute of it, and none of those that are to be added. Of more
 * than 200 attributes those that are to change come first, and the rest as far as it goes.
 */
export function asRead(item: AttributeMap, key: AttributeMap, touched: readonly string[]): Expression {
  const names: Record<string, string> = {};
  const values: [string, AttributeMap[string]][] = [];
  const terms: string[] = [];
  const isKey = (name: string): boolean => Object.hasOwn(key, name);
  const others = Object.keys(item).filter((name) => !touched.includes(name) && !isKey(name));
  const compared = [...touched, ...others].slice(0, MOST_COMPARED);
  const [hash] = Object.keys(key);
  names['#key'] = hash ?? '';
  terms.push('attribute_exists(#key)');
  compared.forEach((name, index) => {
    names[`#r${index}`] = name;
    const value = attributeOf(item, name);
    if (value === undefined) {
      terms.push(`attribute_not_exists(#r${index})`);
      return;
    }
    values.push([`:r${index}`, value]);
    terms.push(`#r${index} = :r${index}`);
  });
  return { text: terms.join(' AND '), names, values: attributeMap(values) };
}

/** The update expression of a patch. */
export function updateOf({ set, remove }: ProjectionPatch): Expression {
  const names: Record<string, string> = {};
  const values: [string, AttributeMap[string]][] = [];
  const sets = Object.entries(set).map(([name, value], index) => {
    names[`#s${index}`] = name;
    values.push([`:s${index}`, value]);
    return `#s${index} = :s${index}`;
  });
  const removes = remove.map((name, index) => {
    names[`#d${index}`] = name;
    return `#d${index}`;
  });
  const parts = [
    ...(sets.length === 0 ? [] : [`SET ${sets.join(', ')}`]),
    ...(removes.length === 0 ? [] : [`REMOVE ${removes.join(', ')}`]),
  ];
  return { text: parts.join(' '), names, values: attributeMap(values) };
}
