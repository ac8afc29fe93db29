import { attributeOf } from '#shared/model/attributeValue.ts';
import { equalValues } from '#shared/model/equality.ts';
import type { DriftField } from '#shared/model/finding.ts';
import { pathText } from './path.ts';

/** Most levels of maps that are gone into. */
const DEEPEST = 8;

/** A field of two states by the members in which they differ, named as paths; one that is no map on both sides as it is. */
export function memberDifferences(
  { field, stored, replayed }: DriftField,
  path: readonly string[] = [field],
): readonly DriftField[] {
  const whole = { field: path.length === 1 ? field : pathText([...path]), stored, replayed };
  if (stored === undefined || replayed === undefined || !('M' in stored) || !('M' in replayed))
    return [whole];
  if (path.length > DEEPEST) return [whole];
  const [left, right] = [stored.M, replayed.M];
  const members = [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((name) => {
    const [a, b] = [attributeOf(left, name), attributeOf(right, name)];
    if (a !== undefined && b !== undefined && equalValues(a, b)) return [];
    return memberDifferences({ field: name, stored: a, replayed: b }, [...path, name]);
  });
  return members.length === 0 ? [whole] : members;
}
