const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes `from` to `to`; undefined when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return strict.decode(bytes.subarray(from, to));
  } catch {
    return undefined;
  }
}

/** The bytes `from` to `to` as one character each: the text itself where all of them are ASCII. */
export function latin1Text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

/** What `JSON.parse` makes of bytes `from` to `to`; undefined when they are not JSON in UTF-8. */
export function parseJson(bytes: Uint8Array, from: number, to: number): unknown {
  const text = utf8Text(bytes, from, to);
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}
