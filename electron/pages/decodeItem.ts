import { isAttributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { BYTE, CLASS, CLASSES } from './bytes.ts';
import { nameAt } from './names.ts';
import { IRREGULAR, skipString } from './skip.ts';
import { latin1Text, parseJson } from './text.ts';

// Taken out once: an imported value is looked up anew at each use, and these are used for every byte.
const { quote, comma, colon, openList, closeList, openObject, closeObject } = BYTE;
const { plain, closing } = CLASS;
const classes = CLASSES;

/** Deepest nesting of the quick way; DynamoDB itself allows 32 levels. */
const MAX_DEPTH = 34;

/** What is read, and where reading has come to. Reading calls nothing of others', so that one of each is enough. */
let bytes: Uint8Array = new Uint8Array(0);
let at = 0;
/** The item's bytes as text, one character a byte, and where it begins. */
let text = '';
let base = 0;

/** Thrown to nobody: marks that an item is not written the way servers write. */
const irregular = Symbol('irregular');

type Reading<T> = T | typeof irregular;

/** A string; `at` behind its opening quote. */
function readString(): Reading<string> {
  const from = at;
  let next = from;
  let kind = classes[bytes[next] ?? 0];
  while (kind === plain) {
    next += 1;
    kind = classes[bytes[next] ?? 0];
  }
  if (kind === closing) {
    at = next + 1;
    return text.substring(from - base, next - base);
  }
  at = skipString(bytes, next);
  if (at === IRREGULAR) return irregular;
  const parsed = parseJson(bytes, from - 1, at);
  return typeof parsed === 'string' ? parsed : irregular;
}

/** A member's name and its colon; `at` at its opening quote. */
function readName(): Reading<string> {
  if (bytes[at] !== quote) return irregular;
  at += 1;
  const from = at;
  let next = from;
  let hash = 0;
  let byte = bytes[next] ?? 0;
  while (classes[byte] === plain) {
    hash = (hash * 31 + byte) | 0;
    next += 1;
    byte = bytes[next] ?? 0;
  }
  let name: Reading<string>;
  if (byte === quote) {
    at = next + 1;
    name = nameAt(bytes, from, next, hash);
  } else name = readString();
  if (name === irregular || bytes[at] !== colon) return irregular;
  at += 1;
  return name;
}

/** Members of a map; `at` behind its opening brace. */
function readMap(depth: number): Reading<AttributeMap> {
  const map: Record<string, AttributeValue> = {};
  if (bytes[at] === closeObject) {
    at += 1;
    return map;
  }
  for (;;) {
    const name = readName();
    if (name === irregular) return irregular;
    const value = readValue(depth);
    if (value === irregular) return irregular;
    if (name === '__proto__') {
      Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
    } else map[name] = value;
    const end = bytes[at];
    at += 1;
    if (end === closeObject) return map;
    if (end !== comma) return irregular;
  }
}

function readList(depth: number): Reading<readonly AttributeValue[]> {
  if (bytes[at] !== openList) return irregular;
  at += 1;
  const list: AttributeValue[] = [];
  if (bytes[at] === closeList) {
    at += 1;
    return list;
  }
  for (;;) {
    const value = readValue(depth);
    if (value === irregular) return irregular;
    list.push(value);
    const end = bytes[at];
    at += 1;
    if (end === closeList) return list;
    if (end !== comma) return irregular;
  }
}

function readTexts(): Reading<readonly string[]> {
  if (bytes[at] !== openList) return irregular;
  at += 1;
  const texts: string[] = [];
  if (bytes[at] === closeList) {
    at += 1;
    return texts;
  }
  for (;;) {
    if (bytes[at] !== quote) return irregular;
    at += 1;
    const member = readString();
    if (member === irregular) return irregular;
    texts.push(member);
    const end = bytes[at];
    at += 1;
    if (end === closeList) return texts;
    if (end !== comma) return irregular;
  }
}

const TRUE = [0x74, 0x72, 0x75, 0x65];
const FALSE = [0x66, 0x61, 0x6c, 0x73, 0x65];

function readBoolean(): Reading<boolean> {
  const is = bytes[at] === 0x74;
  const word = is ? TRUE : FALSE;
  for (const byte of word) {
    if (bytes[at] !== byte) return irregular;
    at += 1;
  }
  return is;
}

/** The string of a value whose tag has one letter; `at` behind the tag's colon. */
function readText(): Reading<string> {
  if (bytes[at] !== quote) return irregular;
  at += 1;
  return readString();
}

/** The tagged value, `at` at its opening brace; afterwards behind its closing one. */
function readValue(depth: number): Reading<AttributeValue> {
  if (bytes[at] !== openObject || bytes[at + 1] !== quote) return irregular;
  const value = readTagged(depth);
  if (value === irregular || bytes[at] !== closeObject) return irregular;
  at += 1;
  return value;
}

function readTagged(depth: number): Reading<AttributeValue> {
  const tag = bytes[at + 2] ?? 0;
  if (bytes[at + 3] === quote && bytes[at + 4] === colon) {
    at += 5;
    switch (tag) {
      case 0x53: {
        const S = readText();
        return S === irregular ? irregular : { S };
      }
      case 0x4e: {
        const N = readText();
        return N === irregular ? irregular : { N };
      }
      case 0x42: {
        const B = readText();
        return B === irregular ? irregular : { B };
      }
      case 0x4d: {
        if (depth > MAX_DEPTH || bytes[at] !== openObject) return irregular;
        at += 1;
        const M = readMap(depth + 1);
        return M === irregular ? irregular : { M };
      }
      case 0x4c: {
        if (depth > MAX_DEPTH) return irregular;
        const L = readList(depth + 1);
        return L === irregular ? irregular : { L };
      }
      default:
        return irregular;
    }
  }
  return readLongTag();
}

/** A value whose tag has more than one letter: a set, a truth, a null. */
function readLongTag(): Reading<AttributeValue> {
  at += 1;
  const tag = readName();
  if (tag === irregular) return irregular;
  switch (tag) {
    case 'SS': {
      const SS = readTexts();
      return SS === irregular ? irregular : { SS };
    }
    case 'NS': {
      const NS = readTexts();
      return NS === irregular ? irregular : { NS };
    }
    case 'BS': {
      const BS = readTexts();
      return BS === irregular ? irregular : { BS };
    }
    case 'BOOL': {
      const BOOL = readBoolean();
      return BOOL === irregular ? irregular : { BOOL };
    }
    case 'NULL': {
      const NULL = readBoolean();
      return NULL === irregular ? irregular : { NULL };
    }
    default:
      return irregular;
  }
}

/** Written in another way than servers write (white space, a member twice …), or no item at all: slow, and certain. */
function decodeAnyhow(source: Uint8Array, from: number, to: number): AttributeMap | undefined {
  const parsed = parseJson(source, from, to);
  return isAttributeMap(parsed) ? parsed : undefined;
}

/**
 * The item in bytes `from` to `to`, to the last digit as `JSON.parse` gives it: any names, `__proto__` included, the
 * last of two members of one name. Undefined when it is no item in UTF-8. Never throws.
 */
export function decodeItem(source: Uint8Array, from: number, to: number): AttributeMap | undefined {
  bytes = source;
  at = from + 1;
  base = from;
  text = latin1Text(source, from, to);
  const item = source[from] === openObject ? readMap(0) : irregular;
  return item === irregular || at !== to ? decodeAnyhow(source, from, to) : item;
}
