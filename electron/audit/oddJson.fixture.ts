/** A sequence of whole numbers that looks random and is the same for the same seed (xorshift). */
function numbersFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

const BLANKS = ['', '', '', ' ', '\n', '\t', '\r\n  '];

/**
 * JSON text of `value` in a way of writing that `style` chooses: blanks anywhere, any character escaped, members in any
 * order. Style 0 is what `JSON.stringify` writes. Blanks hold no line ends where `value` is to stay on one line.
 */
export function oddJson(value: unknown, style: number): string {
  if (style === 0) return JSON.stringify(value);
  const next = numbersFrom(style);
  const blank = (): string => (BLANKS[next() % BLANKS.length] ?? '').replaceAll(/[\r\n]/g, ' ');
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const text = (content: string): string =>
    `"${content
      .split('')
      .map((unit) => (next() % 9 === 0 ? escaped(unit) : JSON.stringify(unit).slice(1, -1)))
      .join('')}"`;
  const write = (part: unknown): string => {
    if (typeof part === 'string') return text(part);
    if (Array.isArray(part)) return `[${blank()}${part.map(write).join(`${blank()},${blank()}`)}${blank()}]`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    const members = Object.entries<unknown>({ ...part }).map(([name, member]) => ({
      name,
      member,
      place: next(),
    }));
    if (next() % 3 === 0) members.sort((a, b) => a.place - b.place);
    const written = members.map(
      ({ name, member }) => `${blank()}${text(name)}${blank()}:${blank()}${write(member)}${blank()}`,
    );
    return `{${written.join(',')}}`;
  };
  return write(value);
}
