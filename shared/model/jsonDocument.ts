import { attributeMap, type AttributeMap, type AttributeValue } from './attributeValue.ts';

/** A JSON text read, or why it is none: `reason` is half a sentence, `at` the offset of what it is about. */
export type JsonReading =
  | {
      readonly ok: true;
      readonly value: AttributeValue;
      /** Names that stand twice in one object; of their values only the last is in `value`. */
      readonly repeated: readonly string[];
    }
  | { readonly ok: false; readonly reason: string; readonly at: number };

/** Deepest nesting read, below what a tagged value may have on its way to the window. */
const MAX_DEPTH = 32;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const WORDS = { true: { BOOL: true }, false: { BOOL: false }, null: { NULL: true } } as const;

interface Cursor {
  readonly text: string;
  at: number;
  readonly repeated: Set<string>;
  /** What ended the reading. */
  fault: { readonly reason: string; readonly at: number } | undefined;
}

/** Ends the reading; caught by {@link readJson} alone. */
function fail(cursor: Cursor, reason: string, at = cursor.at): never {
  cursor.fault = { reason, at };
  throw new SyntaxError(reason);
}

const take = (cursor: Cursor, pattern: RegExp): string | undefined => {
  pattern.lastIndex = cursor.at;
  const [found] = pattern.exec(cursor.text) ?? [];
  cursor.at += found?.length ?? 0;
  return found;
};

const skipTo = (cursor: Cursor): string | undefined => {
  take(cursor, SPACE);
  return cursor.text[cursor.at];
};

const takeString = (cursor: Cursor): string => {
  const start = cursor.at;
  const token = take(cursor, STRING);
  if (token === undefined) fail(cursor, 'a text that is not closed, or not escaped', start);
  return String(JSON.parse(token));
};

/** Members between brackets, separated by commas; `member` reads one. */
const takeMembers = (cursor: Cursor, close: ']' | '}', member: () => void): void => {
  const opened = cursor.at;
  cursor.at += 1;
  if (skipTo(cursor) === close) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    member();
    const next = skipTo(cursor);
    if (next === undefined) {
      fail(cursor, `${close === '}' ? 'an object' : 'a list'} that is not closed`, opened);
    }
    if (next !== ',' && next !== close) fail(cursor, `a comma or “${close}” is missing`);
    cursor.at += 1;
    if (next === close) return;
  }
};

const takeMap = (cursor: Cursor, depth: number): AttributeValue => {
  const entries = new Map<string, AttributeValue>();
  takeMembers(cursor, '}', () => {
    if (skipTo(cursor) !== '"') fail(cursor, 'a name in quotes is missing');
    const name = takeString(cursor);
    if (skipTo(cursor) !== ':') fail(cursor, 'a colon is missing');
    cursor.at += 1;
    if (entries.has(name)) cursor.repeated.add(name);
    entries.set(name, takeValue(cursor, depth));
  });
  return { M: attributeMap(entries) };
};

const takeList = (cursor: Cursor, depth: number): AttributeValue => {
  const entries: AttributeValue[] = [];
  takeMembers(cursor, ']', () => entries.push(takeValue(cursor, depth)));
  return { L: entries };
};

function takeValue(cursor: Cursor, depth: number): AttributeValue {
  const first = skipTo(cursor);
  const start = cursor.at;
  if (depth > MAX_DEPTH) fail(cursor, `more than ${MAX_DEPTH} levels within one another`, start);
  if (first === undefined) fail(cursor, 'a value is missing at the end', start);
  if (first === '{') return takeMap(cursor, depth + 1);
  if (first === '[') return takeList(cursor, depth + 1);
  if (first === '"') return { S: takeString(cursor) };
  const number = take(cursor, NUMBER);
  if (number !== undefined) return { N: number };
  for (const [word, value] of Object.entries(WORDS)) {
    if (!cursor.text.startsWith(word, start)) continue;
    cursor.at += word.length;
    return value;
  }
  fail(cursor, 'no JSON value begins here', start);
}

/**
 * Reads a JSON text into tagged values: every number with its very digits, every name, `__proto__` included.
 * The runtime's own parser rounds the former. Never throws.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string): JsonReading {
  const cursor: Cursor = { text, at: 0, repeated: new Set(), fault: undefined };
  try {
    const value = takeValue(cursor, 0);
    if (skipTo(cursor) !== undefined) fail(cursor, 'more text after its end');
    return { ok: true, value, repeated: [...cursor.repeated] };
  } catch (error) {
    if (cursor.fault === undefined) throw error;
    return { ok: false, ...cursor.fault };
  }
}

/** Where an offset of `text` lies, both counted from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The document that a JSON value is: an object's members, or anything else as the one member `data`. */
export function documentOf(value: AttributeValue): AttributeMap {
  return 'M' in value ? value.M : { data: value };
}
