/** What a named part of a pattern takes: one character or more, digits only, or anything and nothing. */
export type PartKind = 'text' | 'digits' | 'any';

/** A piece of a pattern. */
export type PatternPiece =
  | { readonly literal: string }
  | { readonly literal?: undefined; readonly part: string; readonly takes: PartKind };

/** A pattern, taken apart. */
export interface Pattern {
  readonly pieces: readonly PatternPiece[];
  /** The names of its parts, in their order: the order of what {@link matchPattern} gives. */
  readonly parts: readonly string[];
}

/** A pattern, or why a text is none: half a sentence. */
export type PatternReading =
  { readonly pattern: Pattern } | { readonly pattern?: undefined; readonly fault: string };

const TOKEN = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;

const KINDS = {
  '': 'text',
  ':digits': 'digits',
  ':any': 'any',
} as const satisfies Record<string, PartKind>;

const isKind = (text: string): text is keyof typeof KINDS => Object.hasOwn(KINDS, text);

/** Takes a text apart; a run of literal text becomes one piece. @throws nothing: a fault comes back as text */
function piecesOf(source: string): readonly PatternPiece[] | string {
  const pieces: PatternPiece[] = [];
  let literal = '';
  const close = (): void => {
    if (literal !== '') pieces.push({ literal });
    literal = '';
  };
  for (const [token, inner] of source.matchAll(TOKEN)) {
    if (inner !== undefined) {
      const colon = inner.indexOf(':');
      const part = colon < 0 ? inner : inner.slice(0, colon);
      const kind = colon < 0 ? '' : inner.slice(colon);
      if (part === '') return 'a part between braces has no name';
      if (!isKind(kind)) return `“${kind.slice(1)}” is no kind of part: there are “digits” and “any”`;
      close();
      pieces.push({ part, takes: KINDS[kind] });
    } else if (token === '{' || token === '}') return `a single “${token}” stands in it`;
    else literal += token === '{{' ? '{' : token === '}}' ? '}' : token;
  }
  close();
  return pieces;
}

/** Why pieces that stand side by side cannot be told apart; undefined when they can. */
function joinFault(pieces: readonly PatternPiece[]): string | undefined {
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1];
    if (next === undefined) break;
    if (piece.literal === undefined && next.literal === undefined) {
      return `nothing separates {${piece.part}} from {${next.part}}`;
    }
    const before = piece.literal !== undefined && at > 0 && /\d$/.test(piece.literal);
    if (before && next.literal === undefined && next.takes === 'digits') {
      return `a digit stands right before {${next.part}:digits}`;
    }
    if (piece.literal === undefined && piece.takes === 'digits' && /^\d/.test(next.literal ?? '')) {
      return `a digit stands right behind {${piece.part}:digits}`;
    }
  }
  return undefined;
}

const partsOf = (pieces: readonly PatternPiece[]): readonly string[] =>
  pieces.flatMap((piece) => (piece.literal === undefined ? [piece.part] : []));

/** Reads a pattern of a layout file. Never throws. */
export function parsePattern(source: string): PatternReading {
  const pieces = piecesOf(source);
  if (typeof pieces === 'string') return { fault: pieces };
  const parts = partsOf(pieces);
  const twice = parts.find((part, at) => parts.indexOf(part) !== at);
  const fault = twice === undefined ? joinFault(pieces) : `{${twice}} stands in it twice`;
  return fault === undefined ? { pattern: { pieces, parts } } : { fault };
}

/** Reads a template, which only puts parts together: pieces may stand side by side, and twice. Never throws. */
export function parseTemplate(source: string): PatternReading {
  const pieces = piecesOf(source);
  if (typeof pieces === 'string') return { fault: pieces };
  return { pattern: { pieces, parts: partsOf(pieces) } };
}

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
};

/**
 * The parts of `text`, in their order; undefined when it does not match. Prefix, then literals and digits from the
 * right, then from the left: a part ends where what follows it first occurs, and the last one takes what is left.
 * Every character is looked at a few times at most, whatever the pattern.
 */
export function matchPattern({ pieces }: Pattern, text: string): readonly string[] | undefined {
  const front: string[] = [];
  const back: string[] = [];
  let from = 0;
  let to = text.length;
  let first = 0;
  let last = pieces.length - 1;
  const [head] = pieces;
  if (head?.literal !== undefined) {
    if (!text.startsWith(head.literal)) return undefined;
    from = head.literal.length;
    first = 1;
  }
  for (; last >= first; last -= 1) {
    const piece = pieces[last];
    if (piece?.literal !== undefined) {
      const start = to - piece.literal.length;
      if (start < from || !text.startsWith(piece.literal, start)) return undefined;
      to = start;
    } else if (piece?.takes === 'digits') {
      let start = to;
      while (start > from && isDigit(text, start - 1)) start -= 1;
      if (start === to) return undefined;
      back.push(text.slice(start, to));
      to = start;
    } else break;
  }
  for (; first <= last; first += 1) {
    const piece = pieces[first];
    if (piece === undefined) return undefined;
    if (piece.literal !== undefined) {
      if (!text.startsWith(piece.literal, from)) return undefined;
      from += piece.literal.length;
      if (from > to) return undefined;
      continue;
    }
    const next = pieces[first + 1];
    let end = to;
    if (piece.takes === 'digits') {
      end = from;
      while (end < to && isDigit(text, end)) end += 1;
    } else if (first < last) {
      end = text.indexOf(next?.literal ?? '', piece.takes === 'text' ? from + 1 : from);
    }
    if (end < from || end > to || (end === from && piece.takes !== 'any')) return undefined;
    front.push(text.slice(from, end));
    from = end;
  }
  return from === to ? [...front, ...back.reverse()] : undefined;
}

/** The text that a pattern or template is for the given parts; undefined when one of them is not known. */
export function fillPattern(
  { pieces }: Pattern,
  valueOf: (part: string) => string | undefined,
): string | undefined {
  let text = '';
  for (const piece of pieces) {
    const piecesText = piece.literal ?? valueOf(piece.part);
    if (piecesText === undefined) return undefined;
    text += piecesText;
  }
  return text;
}

/** What every text begins with that the pattern makes from the known parts, and whether that is all of it. */
export function knownPrefix(
  { pieces }: Pattern,
  valueOf: (part: string) => string | undefined,
): { readonly text: string; readonly whole: boolean } {
  let text = '';
  for (const piece of pieces) {
    const known = piece.literal ?? valueOf(piece.part);
    if (known === undefined) return { text, whole: false };
    text += known;
  }
  return { text, whole: true };
}
