import { BYTE, skipSpace } from './bytes.ts';
import { IRREGULAR, skipExtent } from './skip.ts';
import { parseJson } from './text.ts';

/** What is told of an answer while it is walked through. */
export interface AnswerVisitor {
  /** The list of items, whose bracket is at `at`; gives the position behind it, {@link IRREGULAR} to end the walk. */
  items(at: number): number;
  /** Any other member. */
  member(name: string, value: unknown): void;
}

/** Walks the members of the answer that is the whole of `bytes`; false when it is no JSON object, or a visit ended it. */
export function walkAnswer(bytes: Uint8Array, visitor: AnswerVisitor): boolean {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== BYTE.openObject) return false;
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === BYTE.closeObject) return skipSpace(bytes, at + 1) === bytes.length;
  for (;;) {
    if (bytes[at] !== BYTE.quote) return false;
    const nameEnd = skipExtent(bytes, at);
    if (nameEnd === IRREGULAR) return false;
    const name = parseJson(bytes, at, nameEnd);
    at = skipSpace(bytes, nameEnd);
    if (typeof name !== 'string' || bytes[at] !== BYTE.colon) return false;
    at = skipSpace(bytes, at + 1);
    if (name === 'Items') {
      at = visitor.items(at);
      if (at === IRREGULAR) return false;
    } else {
      const end = skipExtent(bytes, at);
      const value = end === IRREGULAR ? undefined : parseJson(bytes, at, end);
      if (value === undefined) return false;
      visitor.member(name, value);
      at = end;
    }
    at = skipSpace(bytes, at);
    if (bytes[at] === BYTE.closeObject) return skipSpace(bytes, at + 1) === bytes.length;
    if (bytes[at] !== BYTE.comma) return false;
    at = skipSpace(bytes, at + 1);
  }
}

/**
 * Walks the objects of the list whose bracket is at `at`. `take` gives the position behind the object at `from`, or
 * {@link IRREGULAR} to end the walk. The position behind the list.
 */
export function walkList(bytes: Uint8Array, at: number, take: (from: number) => number): number {
  if (bytes[at] !== BYTE.openList) return IRREGULAR;
  let next = skipSpace(bytes, at + 1);
  if (bytes[next] === BYTE.closeList) return next + 1;
  for (;;) {
    if (bytes[next] !== BYTE.openObject) return IRREGULAR;
    const end = take(next);
    if (end === IRREGULAR) return IRREGULAR;
    next = skipSpace(bytes, end);
    const byte = bytes[next];
    if (byte === BYTE.closeList) return next + 1;
    if (byte !== BYTE.comma) return IRREGULAR;
    next = skipSpace(bytes, next + 1);
  }
}
