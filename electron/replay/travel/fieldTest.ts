import type { FieldTest } from '#shared/contract/travel.ts';
import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { compareNumbers } from '#shared/model/numbers.ts';
import { equalOptional, equalValues } from '../equality.ts';

function memberOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attributeOf(value.M, step) : undefined;
}

/** The value at `path` of a state; undefined where there is none. */
export function valueAt(state: AttributeMap, path: DiffPath): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: state };
  for (const step of path) {
    if (value === undefined) return undefined;
    value = memberOf(value, step);
  }
  return value;
}

/** -1, 0 or 1 for two values that have an order, undefined for others, as DynamoDB's comparisons have it. */
function order(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('S' in a && 'S' in b) return Math.sign(Buffer.compare(Buffer.from(a.S), Buffer.from(b.S)));
  if ('B' in a && 'B' in b) {
    return Math.sign(Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64')));
  }
  return undefined;
}

/** `contains` of DynamoDB's condition expressions: a part of a text, a member of a set or list. */
function contains(value: AttributeValue, part: AttributeValue): boolean {
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('L' in value) return value.L.some((entry) => equalValues(entry, part));
  if ('SS' in value) return 'S' in part && value.SS.includes(part.S);
  if ('NS' in value) return 'N' in part && value.NS.some((N) => equalValues({ N }, part));
  return 'BS' in value && 'B' in part && value.BS.includes(part.B);
}

/**
 * Whether a value, or its absence, passes a test of one state; `changes` is a test of two and passes none.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function holds(value: AttributeValue | undefined, test: FieldTest): boolean {
  if (test.op === 'missing') return value === undefined;
  if (value === undefined) return false;
  switch (test.op) {
    case 'exists':
      return true;
    case 'changes':
      return false;
    case '=':
      return equalValues(value, test.value);
    case 'contains':
      return contains(value, test.value);
    case '<':
    case '≤':
    case '>':
    case '≥': {
      const way = order(value, test.value);
      if (way === undefined) return false;
      if (way === 0) return test.op === '≤' || test.op === '≥';
      return way < 0 ? test.op === '<' || test.op === '≤' : test.op === '>' || test.op === '≥';
    }
  }
}

/**
 * Whether a step from `before` to `after` is one that is looked for: it changed the field, or the test holds after
 * it and did not before. Before the first event nothing holds.
 */
export function stepMeets(
  before: AttributeMap,
  after: AttributeMap,
  path: DiffPath,
  test: FieldTest,
  isFirst: boolean,
): boolean {
  const was = valueAt(before, path);
  const is = valueAt(after, path);
  if (test.op === 'changes') return was !== is && !equalOptional(was, is);
  if (isFirst) return holds(is, test);
  return was !== is && holds(is, test) && !holds(was, test);
}
