/** A text in quotes, a mark of punctuation, white space, or anything else that stands without a break. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+|[^\s"{}[\],:]+/g;

const INDENT = '  ';

/**
 * A JSON text over several lines, two spaces deep. Only white space outside of texts is changed, so every digit,
 * escape and name stays as it was written, and in its order.
 */
export function formatJson(text: string): string {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  let depth = 0;
  let out = '';
  const line = (): string => `\n${INDENT.repeat(depth)}`;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    switch (token) {
      case '{':
      case '[':
        out += token;
        if (next === '}' || next === ']') return;
        depth += 1;
        out += line();
        return;
      case '}':
      case ']':
        if (tokens[index - 1] !== '{' && tokens[index - 1] !== '[') {
          depth -= 1;
          out += line();
        }
        out += token;
        return;
      case ',':
        out += `,${line()}`;
        return;
      case ':':
        out += ': ';
        return;
      default:
        out += token;
    }
  });
  return out;
}
