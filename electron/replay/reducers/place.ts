import type { Path } from '#shared/model/reducerSpec.ts';
import {
  attributeMap,
  attributeOf,
  EMPTY_MAP,
  withAttribute,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';

/** The names that a path goes through. */
export const stepsOf = (path: Path): readonly string[] => (typeof path === 'string' ? path.split('.') : path);

const INDEX = /^\d{1,9}$/;

function childOf(value: AttributeValue, name: string): AttributeValue | undefined {
  if ('M' in value) return attributeOf(value.M, name);
  return 'L' in value && INDEX.test(name) ? value.L[Number(name)] : undefined;
}

/** The value at a place; undefined when nothing is there. */
export function valueAt(map: AttributeMap, steps: readonly string[]): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: map };
  for (const name of steps) {
    if (value === undefined) return undefined;
    value = childOf(value, name);
  }
  return value;
}

/** What to put in the place of a value; undefined: nothing, the member goes. */
export type Change = (value: AttributeValue | undefined) => AttributeValue | undefined;

/** A member of a map changed; the map itself when nothing changes. */
function changeMember(map: AttributeMap, name: string, change: Change): AttributeMap {
  const before = attributeOf(map, name);
  const after = change(before);
  if (after === before) return map;
  if (after !== undefined) return withAttribute(map, name, after);
  return attributeMap(Object.entries(map).filter(([other]) => other !== name));
}

/** An entry of a list changed; a list grows by no path, so an index beyond its end changes nothing. */
function changeEntry(
  list: readonly AttributeValue[],
  name: string,
  change: Change,
): readonly AttributeValue[] {
  const index = INDEX.test(name) ? Number(name) : list.length;
  const before = list[index];
  const after = before === undefined ? undefined : change(before);
  if (after === before) return list;
  return list.flatMap((entry, at) => (at === index ? (after ?? []) : entry));
}

function changeIn(
  value: AttributeValue | undefined,
  steps: readonly string[],
  change: Change,
): AttributeValue | undefined {
  const [name, ...rest] = steps;
  if (name === undefined) return change(value);
  const deeper: Change = (inner) => changeIn(inner, rest, change);
  if (value === undefined) {
    const made = changeMember(EMPTY_MAP, name, deeper);
    return made === EMPTY_MAP ? undefined : { M: made };
  }
  if ('M' in value) {
    const M = changeMember(value.M, name, deeper);
    return M === value.M ? value : { M };
  }
  if (!('L' in value)) return value;
  const L = changeEntry(value.L, name, deeper);
  return L === value.L ? value : { L };
}

/**
 * `map` with what lies at a place changed; everything else is shared. Maps on the way are made where nothing lies yet,
 * unless the change leaves nothing there; through a text or a number there is no way, and nothing changes.
 */
export function changeAt(
  map: AttributeMap,
  [name, ...rest]: readonly string[],
  change: Change,
): AttributeMap {
  return name === undefined ? map : changeMember(map, name, (value) => changeIn(value, rest, change));
}
