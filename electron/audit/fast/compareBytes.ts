/** Text that lies in bytes of a page, unescaped. */
export interface Span {
  bytes: Uint8Array;
  from: number;
  to: number;
}

/** Whether bytes `from` to `to` are `wanted`. */
export function areBytes(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  if (to - from !== wanted.length) return false;
  return beginWith(bytes, from, to, wanted);
}

/** Whether bytes `from` to `to` begin with `wanted`. */
export function beginWith(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  const { length } = wanted;
  if (to - from < length) return false;
  for (let at = 0; at < length; at += 1) if (bytes[from + at] !== wanted[at]) return false;
  return true;
}

/** Whether two spans hold the same bytes. */
export function sameSpans(a: Span, b: Span): boolean {
  const length = a.to - a.from;
  if (b.to - b.from !== length) return false;
  for (let at = 0; at < length; at += 1) if (a.bytes[a.from + at] !== b.bytes[b.from + at]) return false;
  return true;
}

/** A 32-bit hash of bytes `from` to `to`; different factors (odd ones) give independent hashes. */
export function hashBytes(bytes: Uint8Array, from: number, to: number, factor: number): number {
  let hash = factor;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), factor);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
