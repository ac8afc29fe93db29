import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** The item as DynamoDB JSON, two spaces deep; numbers are texts already, so no digit is touched. */
export function rawText(item: AttributeMap): string {
  return JSON.stringify(item, null, 2);
}

/** A piece of a line of JSON, for colouring. */
export interface Token {
  readonly kind: 'name' | 'tag' | 'text' | 'word' | 'punctuation';
  readonly text: string;
}

const TAGS: ReadonlySet<string> = new Set(['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL']);

/** The index after the quoted text that begins at `start`; the end of the line when it is not closed. */
function endOfQuoted(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    const character = line[at];
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
  return line.length;
}

/** Splits one line of {@link rawText} into coloured pieces; joined, they are the line again. */
export function tokens(line: string): readonly Token[] {
  const pieces: Token[] = [];
  for (let at = 0; at < line.length;) {
    if (line[at] === '"') {
      const end = endOfQuoted(line, at);
      const text = line.slice(at, end);
      const named = line[end] === ':';
      pieces.push({ kind: !named ? 'text' : TAGS.has(text.slice(1, -1)) ? 'tag' : 'name', text });
      at = end;
    } else {
      const quote = line.indexOf('"', at);
      const text = quote === -1 ? line.slice(at) : line.slice(at, quote);
      pieces.push({ kind: /[a-z]/.test(text) ? 'word' : 'punctuation', text });
      at += text.length;
    }
  }
  return pieces;
}
