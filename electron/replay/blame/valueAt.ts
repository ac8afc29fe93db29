import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';

function stepInto(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attributeOf(value.M, step) : undefined;
}

/** The value at a path, or undefined where there is none. A member of a set has no place of its own. */
export function valueAt(document: AttributeMap, path: DiffPath): AttributeValue | undefined {
  let value: AttributeValue = { M: document };
  for (const step of path) {
    const next: AttributeValue | undefined = stepInto(value, step);
    if (next === undefined) return undefined;
    value = next;
  }
  return value;
}
