import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, TableDefinition } from '../../dynamo/dynamo.ts';
import { WRITE_ID } from '../../stores/settleWrite.ts';

/** What lies in the tables of a row: items as text, by table and key. Names of writes are left out. */
export type Contents = ReadonlyMap<string, string>;

const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const keyOf = ({ key }: TableDefinition, item: AttributeMap): string =>
  JSON.stringify([item[key.hash.name], key.range === undefined ? undefined : item[key.range.name]]);

/** Reads every table of a row. */
export async function readContents(
  dynamo: Dynamo,
  prefix: string,
  tables: readonly TableDefinition[],
): Promise<Contents> {
  const found = new Map<string, string>();
  for (const definition of tables) {
    const request = { table: prefix + definition.table, consistent: true };
    for await (const page of dynamo.scanPages(request)) {
      for (const item of page.items) {
        const named = Object.entries(item).filter(([name]) => name !== WRITE_ID);
        const text = JSON.stringify(Object.fromEntries(named), inOrder);
        found.set(`${definition.table} ${keyOf(definition, item)}`, text);
      }
    }
  }
  return found;
}

/** Whether two readings are of the same contents. */
export function sameContents(a: Contents, b: Contents): boolean {
  return a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);
}

/** Whether every item of `contents` lies there as it does in one of `states`, or is absent from one of them. */
export function mixedFrom(contents: Contents, states: readonly Contents[]): boolean {
  const keys = new Set([...contents.keys(), ...states.flatMap((state) => [...state.keys()])]);
  return [...keys].every((key) => states.some((state) => state.get(key) === contents.get(key)));
}
