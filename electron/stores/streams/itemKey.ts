import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';

/**
 * The key that an event's `key` most likely names within a partition: the range key, without the `[2]` of an item that
 * holds several. Undefined where the table has no such key; whoever reads by it checks what came.
 */
export function itemKey(
  key: LayoutFile['key'],
  partition: AttributeValue | undefined,
  eventKey: string,
): AttributeMap | undefined {
  const { sort } = key;
  if (sort === undefined || partition === undefined) return undefined;
  const text = eventKey.replace(/\[\d+\]$/, '');
  if (sort.type === 'N' && !/^-?\d{1,38}$/.test(text)) return undefined;
  if (text === '') return undefined;
  const value: AttributeValue =
    sort.type === 'N' ? { N: text } : sort.type === 'B' ? { B: text } : { S: text };
  return attributeMap([
    [key.partition.name, partition],
    [sort.name, value],
  ]);
}
