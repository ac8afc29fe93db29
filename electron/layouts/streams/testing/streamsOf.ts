import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../../../dynamo/dynamo.ts';
import { streamLayoutOf } from '../builtInLayouts.ts';
import { compileLayout } from '../compileLayout.ts';
import type { CompiledLayout } from '../compiledLayout.ts';

/** A built-in layout, ready to read with. @throws when there is none of that name */
export function builtInLayout(name: string): CompiledLayout {
  const file = streamLayoutOf(name);
  if (file === undefined) throw new Error(`There is no built-in layout ${name}.`);
  return compileLayout(file);
}

/** Everything that lies in a table. */
export async function itemsOfTable(dynamo: Dynamo, table: string): Promise<readonly AttributeMap[]> {
  const items: AttributeMap[] = [];
  for await (const page of dynamo.scanTable({ table })) items.push(...page.items);
  return items;
}

/** What the queries of a layout bring of one stream: each with what is read of its items, in the order of the answer. */
export async function queried(
  dynamo: Dynamo,
  table: string,
  layout: CompiledLayout,
  stream: string,
): Promise<readonly TaskItem[]> {
  const found: TaskItem[] = [];
  for (const query of layout.queriesFor(stream) ?? []) {
    const { keyCondition, names, values } = query;
    const request = { table: query.table ?? table, keyCondition, names, values, consistent: true };
    for await (const page of dynamo.queryPages(request)) {
      found.push(...page.items.flatMap((item) => layout.readItem(item, query.table)));
    }
  }
  return found;
}
