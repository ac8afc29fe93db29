/** The bytes of JSON's grammar. */
export const BYTE = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** What a byte is within a string: plain, or what it ends or begins. `control` has to be escaped in JSON. */
export const CLASS = { plain: 0, closing: 1, escape: 2, control: 3, beyondAscii: 4 } as const;

/** The class of each byte within a string. */
export const CLASSES: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < 0x20) return CLASS.control;
  if (byte >= 0x80) return CLASS.beyondAscii;
  return byte === BYTE.quote ? CLASS.closing : byte === BYTE.backslash ? CLASS.escape : CLASS.plain;
});

/** The position of the first byte from `at` on that is no white space of JSON. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let next = at;
  for (;;) {
    const byte = bytes[next];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return next;
    next += 1;
  }
}
