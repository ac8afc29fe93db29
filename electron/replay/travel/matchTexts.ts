import type { TextQuery } from '#shared/contract/travel.ts';
import type { AppError } from '#shared/errors/appError.ts';
import type { Slices } from '../slices.ts';
import { badText, textMatcher, type TextMatch, type TextMatcher } from '../textMatch.ts';
import { withTimeLimit } from '../timeLimit.ts';

/** How long an expression may keep the thread before others have their turn, in milliseconds. */
const SLICE_MS = 20;

/** The same for the one text at which it was stopped, and how often that is tried: a busy machine is no reason to give up. */
const PATIENCE_MS = 200;
const TRIES = 3;

/** What an expression may take over all texts, in milliseconds, besides what it may for each character. */
const ALLOWED_MS = 2000;

/** Many times what looking at a character takes, so that a long stream alone is never too much. */
const ALLOWED_EACH_MS = 0.001;

/** Matches texts, in their order; `undefined` where one does not match. @throws `InvalidInput` when an expression takes too long */
export type MatchTexts = (texts: readonly string[]) => Slices<readonly (TextMatch | undefined)[]>;

/** Runs work, no longer than so many milliseconds; undefined when it was interrupted. */
export type TimeLimit = typeof withTimeLimit;

const unlimited: TimeLimit = (_ms, work) => ({ value: work() });

const tooSlow = (where: string): AppError =>
  badText(
    `This regular expression takes too long on ${where} and was stopped.`,
    'Avoid repetitions inside repetitions such as (a+)+, or look for a plain text.',
  );

function matching(match: TextMatcher, limit: TimeLimit): MatchTexts {
  let spent = 0;
  let allowed = ALLOWED_MS;
  return function* (texts) {
    const found: (TextMatch | undefined)[] = [];
    const matchNext = (): void => {
      const text = texts[found.length] ?? '';
      found.push(match(text));
      allowed += text.length * ALLOWED_EACH_MS;
    };
    const goOn = (): void => {
      while (found.length < texts.length) matchNext();
    };
    /** Does a part of the work; returns whether it came to its end. */
    const within = (ms: number, work: () => void): boolean => {
      const begun = performance.now();
      const ended = limit(ms, work) !== undefined;
      spent += performance.now() - begun;
      return ended;
    };
    for (;;) {
      if (spent > allowed) throw tooSlow('texts such as these');
      const before = found.length;
      if (within(SLICE_MS, goOn)) return found;
      if (found.length === texts.length) return found;
      yield;
      for (let tries = 0; found.length === before; tries += 1) {
        if (tries === TRIES) throw tooSlow('one of the texts');
        within(PATIENCE_MS, matchNext);
        yield;
      }
    }
  };
}

/**
 * How a query matches texts, in slices; an expression under a limit for each text and one for all of them.
 * @throws `InvalidInput` when it is a bad expression
 */
export function matchTexts({ text, regex }: TextQuery, limit: TimeLimit = withTimeLimit): MatchTexts {
  const match = textMatcher(text, regex) ?? (() => undefined);
  return matching(match, regex ? limit : unlimited);
}
