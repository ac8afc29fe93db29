import { AppError } from '#shared/errors/appError.ts';
import type { AttributeValue } from '#shared/model/attributeValue.ts';

/** An error about what the reader wrote. */
export const badText = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

/** Where in a text something was found, in UTF-16 units. */
export interface TextMatch {
  readonly index: number;
  readonly length: number;
}

/** Finds the first match in a text. */
export type TextMatcher = (text: string) => TextMatch | undefined;

/** Reads `/…/flags`, or a bare expression, which then ignores case as a plain text does. */
function compile(text: string): RegExp {
  const match = /^\/(.*)\/([a-z]*)$/s.exec(text);
  const source = match?.[1] ?? text;
  // A sticky or global expression would remember where it stopped, from one event to the next.
  const flags = match === null ? 'i' : (match[2] ?? '').replace(/[gy]/g, '');
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : '';
    throw badText(
      `This is no valid regular expression: ${reason}`,
      'Correct it, or switch regular expressions off to look for the text as it stands.',
    );
  }
}

/**
 * A matcher for a plain text, which ignores case, or for an expression; undefined for no text.
 * @throws `InvalidInput` when the expression is bad
 */
export function textMatcher(wanted: string, regex: boolean): TextMatcher | undefined {
  if (wanted === '') return undefined;
  if (regex) {
    const expression = compile(wanted);
    return (text) => {
      const found = expression.exec(text);
      return found === null ? undefined : { index: found.index, length: found[0].length };
    };
  }
  const lower = wanted.toLowerCase();
  return (text) => {
    const index = text.toLowerCase().indexOf(lower);
    return index < 0 ? undefined : { index, length: lower.length };
  };
}

/** Every text in a value, however deep. */
export function textsIn(value: AttributeValue): readonly string[] {
  if ('S' in value) return [value.S];
  if ('SS' in value) return value.SS;
  if ('L' in value) return value.L.flatMap(textsIn);
  return 'M' in value ? Object.values(value.M).flatMap(textsIn) : [];
}
