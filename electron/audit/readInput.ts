import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import {
  attributeMapSchema,
  attributeOf,
  isAttributeMap,
  isAttributeValue,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';

const pageSchema = z.object({ Items: z.array(attributeMapSchema) });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** The items of one answer of Scan. @throws AppError `AnswerUnreadable` */
export function itemsOfPage(page: Uint8Array): readonly AttributeMap[] {
  const parsed = pageSchema.safeParse(parse(textOf(page)));
  if (parsed.success) return parsed.data.Items;
  throw new AppError('AnswerUnreadable', {
    message: 'The server sent a page that is not one of DynamoDB items.',
    nextStep: 'Check that the address is that of a DynamoDB endpoint, then start the audit again.',
  });
}

/** The error of a line that is no item: nothing is skipped, since a skipped item would look like a missing one. */
export const noItem = (line: string): AppError =>
  new AppError('CorruptFile', {
    message: `A line is not an item in DynamoDB JSON: ${JSON.stringify(line.slice(0, 120))}`,
    nextStep: 'Give one item a line, such as {"PK":{"S":"…"},…} or {"Item":{…}}, in UTF-8.',
  });

/** Whether an object is `{"Item": {…}}` and no item with the one attribute “Item”. */
const isWrapped = (value: AttributeMap | Readonly<Record<string, unknown>>): boolean =>
  Object.keys(value).length === 1 && Object.hasOwn(value, 'Item') && !isAttributeValue(value['Item']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The item of one line, which has the table's partition key. @throws AppError `CorruptFile` */
function itemOfLine(line: string, partition: string): AttributeMap {
  const value = parse(line);
  const item = isObject(value) && isWrapped(value) ? value['Item'] : value;
  if (!isAttributeMap(item) || attributeOf(item, partition) === undefined) throw noItem(line);
  return item;
}

/**
 * The items of lines, bare or wrapped; empty lines are passed over. `partition` is the name of the partition key.
 * @throws AppError `CorruptFile` for a line that is no item with that key
 */
export function itemsOfLines(lines: Uint8Array, partition: string): readonly AttributeMap[] {
  return textOf(lines)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => itemOfLine(line, partition));
}
