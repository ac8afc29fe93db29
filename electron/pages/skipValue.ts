import { BYTE, CLASSES } from './bytes.ts';
import { IRREGULAR, skipString } from './skip.ts';

// Taken out once: an imported value is looked up anew at each use, and these are used for every byte.
const { quote, comma, colon, openList, closeList, openObject, closeObject } = BYTE;
const classes = CLASSES;

/** Deepest nesting, as `isAttributeValue` has it; DynamoDB itself allows 32 levels. */
export const MAX_DEPTH = 40;

/** The letters of tags. */
export const LETTER = { S: 0x53, N: 0x4e, B: 0x42, M: 0x4d, L: 0x4c, O: 0x4f, U: 0x55 } as const;

/** The position after a word such as `true`. */
function skipWord(bytes: Uint8Array, at: number, word: readonly number[]): number {
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[at + index] !== word[index]) return IRREGULAR;
  }
  return at + word.length;
}

const TRUE = [...Buffer.from('true')];
const FALSE = [...Buffer.from('false')];

const skipTruth = (bytes: Uint8Array, at: number): number =>
  skipWord(bytes, at, bytes[at] === TRUE[0] ? TRUE : FALSE);

const skipText = (bytes: Uint8Array, at: number): number =>
  bytes[at] === quote ? skipString(bytes, at + 1) : IRREGULAR;

/** The position after a list, whose opening bracket is at `at`. `depth` below 0: of texts, else of values. */
function skipList(bytes: Uint8Array, at: number, depth: number): number {
  if (bytes[at] !== openList) return IRREGULAR;
  if (bytes[at + 1] === closeList) return at + 2;
  let next = at + 1;
  for (;;) {
    next = depth < 0 ? skipText(bytes, next) : skipValue(bytes, next, depth);
    if (next === IRREGULAR) return IRREGULAR;
    const end = bytes[next];
    next += 1;
    if (end === closeList) return next;
    if (end !== comma) return IRREGULAR;
  }
}

/** The position after the members of a map, whose opening brace is at `at`. */
function skipMap(bytes: Uint8Array, at: number, depth: number): number {
  if (bytes[at] !== openObject) return IRREGULAR;
  if (bytes[at + 1] === closeObject) return at + 2;
  let next = at + 1;
  for (;;) {
    next = skipText(bytes, next);
    if (next === IRREGULAR || bytes[next] !== colon) return IRREGULAR;
    next = skipValue(bytes, next + 1, depth);
    if (next === IRREGULAR) return IRREGULAR;
    const end = bytes[next];
    next += 1;
    if (end === closeObject) return next;
    if (end !== comma) return IRREGULAR;
  }
}

/** The position after what stands behind a tag of several letters, `at` at the second one. */
function skipLongTag(bytes: Uint8Array, at: number): number {
  const first = bytes[at - 1];
  if (bytes[at] === LETTER.S && bytes[at + 1] === quote && bytes[at + 2] === colon) {
    return first === LETTER.S || first === LETTER.N || first === LETTER.B
      ? skipList(bytes, at + 3, -1)
      : IRREGULAR;
  }
  // BOOL and NULL.
  const bool = first === LETTER.B && bytes[at] === LETTER.O && bytes[at + 1] === LETTER.O;
  const none = first === LETTER.N && bytes[at] === LETTER.U && bytes[at + 1] === LETTER.L;
  if ((!bool && !none) || bytes[at + 2] !== LETTER.L || bytes[at + 3] !== quote || bytes[at + 4] !== colon) {
    return IRREGULAR;
  }
  return skipTruth(bytes, at + 5);
}

/**
 * The position after a tagged value as servers write them: without white space, with one tag. Checked through and
 * through; {@link IRREGULAR} for any other spelling, and for what is no value at all.
 */
export function skipValue(bytes: Uint8Array, at: number, depth: number): number {
  if (bytes[at] !== openObject || bytes[at + 1] !== quote || depth > MAX_DEPTH) return IRREGULAR;
  let next: number;
  if (bytes[at + 3] === quote && bytes[at + 4] === colon) {
    switch (bytes[at + 2] ?? 0) {
      case LETTER.S:
      case LETTER.N:
      case LETTER.B:
        next = at + 6;
        if (bytes[at + 5] !== quote) return IRREGULAR;
        // Nearly every text is plain to its end: one loop, without a call.
        while (classes[bytes[next] ?? 0] === 0) next += 1;
        next = bytes[next] === quote ? next + 1 : skipString(bytes, next);
        break;
      case LETTER.M:
        next = skipMap(bytes, at + 5, depth + 1);
        break;
      case LETTER.L:
        next = skipList(bytes, at + 5, depth + 1);
        break;
      default:
        return IRREGULAR;
    }
  } else next = skipLongTag(bytes, at + 3);
  return next !== IRREGULAR && bytes[next] === closeObject ? next + 1 : IRREGULAR;
}
