import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';

/** One field of two states. A side that lacks the field is undefined. */
export interface StateRow {
  readonly field: string;
  readonly seen: AttributeValue | undefined;
  readonly actual: AttributeValue | undefined;
  readonly differs: boolean;
}

/** The fields of both states, those that differ first, each group in the order of its state. */
export function stateRows(seen: AttributeMap, actual: AttributeMap): readonly StateRow[] {
  const fields = [...new Set([...Object.keys(seen), ...Object.keys(actual)])];
  const rows = fields.map((field) => {
    const left = attributeOf(seen, field);
    const right = attributeOf(actual, field);
    return { field, seen: left, actual: right, differs: JSON.stringify(left) !== JSON.stringify(right) };
  });
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}
