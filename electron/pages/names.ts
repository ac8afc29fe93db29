import { latin1Text } from './text.ts';

const SLOTS = 1024;

/** Names longer than this are not kept. */
const LONGEST = 64;

const kept = new Array<string>(SLOTS).fill('');

/**
 * The ASCII name in bytes `from` to `to`, whose hash is `hash`. Tables have few names and many items: the same one is
 * given again instead of made anew, once every byte is known to be the same.
 */
export function nameAt(bytes: Uint8Array, from: number, to: number, hash: number): string {
  const slot = hash & (SLOTS - 1);
  const known = kept[slot] ?? '';
  if (known.length === to - from) {
    let same = from;
    while (same < to && known.charCodeAt(same - from) === bytes[same]) same += 1;
    if (same === to) return known;
  }
  const name = latin1Text(bytes, from, to);
  if (name.length <= LONGEST) kept[slot] = name;
  return name;
}
