import type { Excerpt } from '#shared/contract/travel.ts';
import type { TextMatch } from '../textMatch.ts';

/** Characters shown on each side of a match, and most of the match itself. */
const AROUND = 48;
const MOST = 120;

/** A cut between the halves of a surrogate pair would leave two broken characters. */
const whole = (text: string, at: number): number =>
  at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;

/** A match with what stands around it on its line. */
export function excerptOf(text: string, { index, length }: TextMatch): Excerpt {
  const end = Math.min(text.length, index + length);
  const lineStart = text.lastIndexOf('\n', index - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline;
  const from = whole(text, Math.max(index === 0 ? 0 : lineStart, index - AROUND));
  const to = whole(text, Math.min(lineEnd, end + AROUND));
  const cut = whole(text, Math.min(end, index + MOST));
  return {
    before: `${from > lineStart ? '…' : ''}${text.slice(from, index)}`,
    match: cut < end ? `${text.slice(index, cut)}…` : text.slice(index, end),
    after: cut < end ? '' : `${text.slice(end, to)}${to < lineEnd ? '…' : ''}`,
  };
}
