import type { Pattern } from '../../layouts/streams/pattern.ts';
import { beginWith } from './compareBytes.ts';

/** A key pattern of at most one part, as bytes. */
export interface KeyBytes {
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
  /** What lies between them; undefined: nothing, the key is the prefix. */
  readonly part: string | undefined;
  readonly takes: 'text' | 'digits' | 'any';
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const NONE = bytesOf('');

/** A pattern as bytes; undefined when it has more than one part. */
export function keyBytesOf({ pieces, parts }: Pattern): KeyBytes | undefined {
  if (parts.length > 1) return undefined;
  const at = pieces.findIndex(({ literal }) => literal === undefined);
  const [before, piece, behind] = at === 1 ? pieces : [undefined, ...pieces];
  if (at < 0) {
    return { prefix: bytesOf(pieces[0]?.literal ?? ''), suffix: NONE, part: undefined, takes: 'any' };
  }
  if (piece === undefined || piece.literal !== undefined) return undefined;
  return {
    prefix: bytesOf(before?.literal ?? ''),
    suffix: bytesOf(behind?.literal ?? ''),
    part: piece.part,
    takes: piece.takes,
  };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** Whether a key without escapes, in bytes `from` to `to`, is one of the pattern. */
export function fitsKey(
  { prefix, suffix, part, takes }: KeyBytes,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  const start = from + prefix.length;
  const end = to - suffix.length;
  if (end < start || !beginWith(bytes, from, to, prefix)) return false;
  if (suffix.length > 0 && !beginWith(bytes, end, to, suffix)) return false;
  if (part === undefined) return start === end;
  if (takes === 'any') return true;
  if (start === end) return false;
  if (takes === 'digits') for (let at = start; at < end; at += 1) if (!isDigit(bytes[at])) return false;
  return true;
}

/** Most digits of a number that is surely a safe one. */
const SAFE_DIGITS = 15;

/** The number that bytes `from` to `to` are the digits of; -1 when they are none, or too many. */
export function countIn(bytes: Uint8Array, from: number, to: number): number {
  if (from === to || to - from > SAFE_DIGITS) return -1;
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    count = count * 10 + digit;
  }
  return count;
}
