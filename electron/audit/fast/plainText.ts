import { CLASS, CLASSES } from '../../pages/bytes.ts';
import { latin1Text } from '../../pages/text.ts';

/** The text in bytes `from` to `to` of a JSON string; undefined where it has escapes, or anything beyond ASCII. */
export function plainText(bytes: Uint8Array, from: number, to: number): string | undefined {
  for (let at = from; at < to; at += 1) if (CLASSES[bytes[at] ?? 0] !== CLASS.plain) return undefined;
  return latin1Text(bytes, from, to);
}
