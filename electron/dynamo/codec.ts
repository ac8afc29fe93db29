import { gunzipSync } from 'node:zlib';
import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';

/** A successful answer as the codec hands it over: the bytes of its body, not yet read. */
export interface RawAnswer {
  readonly body: Uint8Array;
}

/** What the server sent, parsed: JSON with its names as own properties, so a name like `__proto__` is kept. */
export type WireObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is WireObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a body of JSON text; an empty one is an empty object. @throws SyntaxError when it is not a JSON object */
export function parseBody(body: Uint8Array): WireObject {
  if (body.byteLength === 0) return {};
  const parsed: unknown = JSON.parse(
    Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
  );
  if (!isObject(parsed)) throw new SyntaxError('The answer is JSON, but not an object.');
  return parsed;
}

/** Largest answer that is unpacked; DynamoDB's own are at most 16 MB. */
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** The body as JSON text: a server or a proxy may pack it unasked, and no JSON begins with the mark of gzip. */
const unpacked = (body: Uint8Array): Uint8Array =>
  body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: LARGEST_ANSWER }) : body;

/**
 * The codec that the SDK's protocol uses in place of its own; credentials, signing, retries and endpoints stay the
 * SDK's. On the wire an attribute value already is our tagged form (numbers as text, binary as base64), so nothing is
 * converted either way and every name, `__proto__` included, stays what it was. The SDK's own codec walks each value by
 * its schema, which takes longer than parsing the text. A good answer's body is kept unread, so that the next page can
 * be asked for before this one is parsed.
 */
export const wireCodec = {
  setSerdeContext: (): void => undefined,
  createSerializer: () => {
    let text = '{}';
    return {
      setSerdeContext: (): void => undefined,
      write: (_schema: unknown, input: unknown): void => {
        text = JSON.stringify(input);
      },
      flush: (): Uint8Array => Buffer.from(text, 'utf8'),
    };
  },
  createDeserializer: () => ({
    setSerdeContext: (): void => undefined,
    /** The SDK reads errors under its number for "any document" (15), and those it needs parsed. */
    read: (schema: unknown, body: Uint8Array): RawAnswer | WireObject =>
      schema === 15 ? parseBody(unpacked(body)) : { body: unpacked(body) },
    readObject: (_schema: unknown, value: unknown): unknown => value,
  }),
};

/** The items under `name`. Only the first is checked through: a page is of one kind, and reading it must be cheap. */
export function itemsOf(answer: WireObject, name: string): readonly AttributeMap[] {
  const items = answer[name];
  if (items === undefined) return [];
  if (!isItems(items)) throw new SyntaxError(`The answer's ${name} are not DynamoDB items.`);
  return items;
}

const isItems = (items: unknown): items is readonly AttributeMap[] =>
  Array.isArray(items) && (items.length === 0 || isAttributeMap(items[0])) && items.every(isObject);

/** The item or key under `name`, checked through; undefined when there is none. */
export function itemOf(answer: WireObject, name: string): AttributeMap | undefined {
  const item = answer[name];
  if (item === undefined || item === null) return undefined;
  if (!isAttributeMap(item)) throw new SyntaxError(`The answer's ${name} is not a DynamoDB item.`);
  return item;
}
