import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';

const NAME = Buffer.from('LastEvaluatedKey');

/** No key is longer than this: 4 key attributes of at most 3 KB, each byte written as up to 6. */
const LONGEST_KEY = 96 * 1024;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyIn = (text: string): AttributeMap | undefined => {
  const parsed: unknown = JSON.parse(text);
  const key = isObject(parsed) ? parsed['LastEvaluatedKey'] : undefined;
  return isAttributeMap(key) ? key : undefined;
};

/** What an answer of some servers begins with, so that nothing stands before its items. */
const ITEMS_FIRST = Buffer.from('{"Items":[');

/** How its members end that follow the items, none of them a key. The bracket can only be that of the items. */
const ENDS_WITHOUT = /\],"Count":\d+,"ScannedCount":\d+(?:,"ConsumedCapacity":\{[^{}]*\})?\}$/;

/** Bytes that such an end may take. */
const END = 512;

/** Whether the page surely has no `LastEvaluatedKey`, by its two ends: it need not be looked for in all of a page. */
const surelyLast = (bytes: Buffer): boolean =>
  bytes.subarray(0, ITEMS_FIRST.length).equals(ITEMS_FIRST) &&
  ENDS_WITHOUT.test(bytes.toString('latin1', Math.max(0, bytes.byteLength - END)));

/**
 * `LastEvaluatedKey` taken from the end of a page's body without reading the page. Undefined when it is not
 * found there for certain: an attribute of the same name inside an item does not parse as the body's own end.
 */
export function peekLastKey(body: Uint8Array): AttributeMap | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return surelyLast(bytes) ? undefined : keyAt(bytes, bytes.lastIndexOf(NAME));
}

/** The key whose member's name is at `start`; undefined where it is none for certain. */
function keyAt(bytes: Buffer, start: number): AttributeMap | undefined {
  if (start < 1 || bytes.byteLength - start > LONGEST_KEY) return undefined;
  try {
    return keyIn(`{${bytes.toString('utf8', start - 1)}`);
  } catch {
    return undefined;
  }
}

/**
 * `LastEvaluatedKey` of a page wherever it stands: the whole page is read only where its end does not tell and the name
 * occurs at all. @throws SyntaxError when the body is not JSON
 */
export function lastKeyIn(body: Uint8Array): AttributeMap | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (surelyLast(bytes)) return undefined;
  const start = bytes.lastIndexOf(NAME);
  return start < 0 ? undefined : (keyAt(bytes, start) ?? keyIn(bytes.toString('utf8')));
}
