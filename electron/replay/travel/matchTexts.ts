import type { TextQuery } from '#shared/contract/travel.ts';
import { badText, textMatcher, type TextMatch, type TextMatcher } from '../textMatch.ts';
import { withTimeLimit } from '../timeLimit.ts';

/** How long an expression may take over the texts of one slice, in milliseconds. */
const LIMIT_MS = 80;

/** The same for the one text at which it was stopped: a busy machine is no reason to give up. */
const PATIENCE_MS = 400;

/** Matches many texts; `undefined` where one does not match. @throws `InvalidInput` when an expression takes too long */
export type MatchTexts = (texts: readonly string[]) => readonly (TextMatch | undefined)[];

function limited(match: TextMatcher): MatchTexts {
  return (texts) => {
    const found: (TextMatch | undefined)[] = [];
    const goOn = (): void => {
      for (let at = found.length; at < texts.length; at += 1) found.push(match(texts[at] ?? ''));
    };
    const alone = (): void => void found.push(match(texts[found.length] ?? ''));
    while (found.length < texts.length) {
      if (withTimeLimit(LIMIT_MS, goOn) !== undefined) break;
      if (withTimeLimit(PATIENCE_MS, alone) === undefined) {
        throw badText(
          'This regular expression takes too long on one of the texts and was stopped.',
          'Avoid repetitions inside repetitions such as (a+)+, or look for a plain text.',
        );
      }
    }
    return found;
  };
}

/**
 * How a query matches texts; an expression under a time limit.
 * @throws `InvalidInput` when it is a bad expression
 */
export function matchTexts({ text, regex }: TextQuery): MatchTexts {
  const match = textMatcher(text, regex) ?? (() => undefined);
  return regex ? limited(match) : (texts) => texts.map(match);
}
