import { BYTE, CLASS, CLASSES } from './bytes.ts';
import { skipCharacter } from './utf8.ts';

// Taken out once: an imported value is looked up anew at each use, and these are used for every byte.
const { quote, comma, openList, backslash, closeList, openObject, closeObject } = BYTE;
const { plain, closing, escape, beyondAscii } = CLASS;
const classes = CLASSES;

/** What the position after something is when that thing is not there as expected. */
export const IRREGULAR = -1;

/** Letters that may follow a backslash, but for `u`. */
const ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

const isHex = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66));

/** The position after an escape, whose backslash is at `at`. */
function skipEscape(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1];
  if (letter !== 0x75) return letter !== undefined && ESCAPES.has(letter) ? at + 2 : IRREGULAR;
  for (let digit = at + 2; digit < at + 6; digit += 1) if (!isHex(bytes[digit])) return IRREGULAR;
  return at + 6;
}

/** The position after a string, whose first byte behind the quote is at `at`; its escapes and its UTF-8 are checked. */
export function skipString(bytes: Uint8Array, at: number): number {
  let next = at;
  for (;;) {
    let kind = classes[bytes[next] ?? 0];
    while (kind === plain) {
      next += 1;
      kind = classes[bytes[next] ?? 0];
    }
    if (kind === closing) return next + 1;
    if (kind === escape) next = skipEscape(bytes, next);
    else if (kind === beyondAscii) next = skipCharacter(bytes, next);
    else return IRREGULAR;
    if (next === IRREGULAR) return IRREGULAR;
  }
}

/**
 * The position after any JSON value that begins at `at`, found by its brackets and quotes alone: what lies between them
 * is not looked at. {@link IRREGULAR} when it does not end.
 */
export function skipExtent(bytes: Uint8Array, at: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let next = at; next < length; next += 1) {
    switch (bytes[next] ?? 0) {
      case quote:
        next += 1;
        while (next < length && bytes[next] !== quote) next += bytes[next] === backslash ? 2 : 1;
        if (next >= length) return IRREGULAR;
        if (depth === 0) return next + 1;
        break;
      case openObject:
      case openList:
        depth += 1;
        break;
      case closeObject:
      case closeList:
        // The end of what holds a bare number or word.
        if (depth === 0) return next;
        depth -= 1;
        if (depth === 0) return next + 1;
        break;
      case comma:
        if (depth === 0) return next;
        break;
      default:
        break;
    }
  }
  return IRREGULAR;
}
