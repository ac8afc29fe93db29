/** Whether `byte` continues a character. */
const continues = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/**
 * The position after a character of two to four bytes in well-formed UTF-8; -1 when it is none.
 * @see https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf table 3-7
 */
export function skipCharacter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1];
  if (!continues(second) || second === undefined) return -1;
  if (first >= 0xc2 && first <= 0xdf) return at + 2;
  if (!continues(bytes[at + 2])) return -1;
  if (first >= 0xe0 && first <= 0xef) {
    const overlong = first === 0xe0 && second < 0xa0;
    const surrogate = first === 0xed && second > 0x9f;
    return overlong || surrogate ? -1 : at + 3;
  }
  if (!continues(bytes[at + 3])) return -1;
  const fits = (first === 0xf0 && second >= 0x90) || (first === 0xf4 && second <= 0x8f);
  return fits || (first >= 0xf1 && first <= 0xf3) ? at + 4 : -1;
}
