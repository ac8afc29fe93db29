import type { AttributeMap, AttributeValue } from './attributeValue.ts';
import { canonicalNumber, equalNumbers } from './numbers.ts';

const same = (text: string): string => text;

/** Whether two sets have the same members, whatever their order. */
function equalSets(a: readonly string[], b: readonly string[], spell: (text: string) => string): boolean {
  const left = new Set(a.map(spell));
  const right = new Set(b.map(spell));
  if (left.size !== right.size) return false;
  for (const member of left) if (!right.has(member)) return false;
  return true;
}

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((value, index) => {
      const other = b[index];
      return other !== undefined && equalValues(value, other);
    })
  );
}

/**
 * Whether two values are equal by DynamoDB's rules: of one type, numbers by value, sets without order, lists in
 * order, maps by name.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && equalNumbers(a.N, b.N);
  if ('M' in a) return 'M' in b && equalDocuments(a.M, b.M);
  if ('L' in a) return 'L' in b && equalLists(a.L, b.L);
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('B' in a) return 'B' in b && a.B === b.B;
  if ('SS' in a) return 'SS' in b && equalSets(a.SS, b.SS, same);
  if ('NS' in a) return 'NS' in b && equalSets(a.NS, b.NS, canonicalNumber);
  return 'BS' in b && equalSets(a.BS, b.BS, same);
}

/** Whether two documents have the same names with equal values. */
export function equalDocuments(a: AttributeMap, b: AttributeMap): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    if (!Object.hasOwn(b, name)) return false;
    const left = a[name];
    const right = b[name];
    return left !== undefined && right !== undefined && equalValues(left, right);
  });
}

/** Whether two values that may be absent are equal; absent equals absent only. */
export function equalOptional(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalValues(a, b);
}
