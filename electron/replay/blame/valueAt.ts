import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';

/** The value at a path, or undefined where there is none. A member of a set has no place of its own. */
export function valueAt(document: AttributeMap, path: DiffPath): AttributeValue | undefined {
  let value: AttributeValue = { M: document };
  for (const step of path) {
    let next: AttributeValue | undefined;
    if (typeof step === 'number') next = 'L' in value ? value.L[step] : undefined;
    else next = 'M' in value ? attributeOf(value.M, step) : undefined;
    if (next === undefined) return undefined;
    value = next;
  }
  return value;
}
