import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { TYPE_NAMES } from '../../../ui/value/valueText.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

function quotedText(text: string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a reader means by what was typed: `"…"` is a text, digits are a number, `true`, `false` and `null` are
 * themselves, all else is a text. Where the field holds a text now, everything unquoted is one.
 */
export function typedValue(typed: string, like: AttributeValue | undefined): AttributeValue {
  const quoted = quotedText(typed);
  if (quoted !== undefined) return { S: quoted };
  const text = typed.trim();
  if (like !== undefined && ('S' in like || 'SS' in like)) return { S: typed };
  if (NUMBER.test(text)) return { N: text };
  if (text === 'true' || text === 'false') return { BOOL: text === 'true' };
  if (text === 'null') return { NULL: true };
  return { S: typed };
}

/** How a value is read, in words: `number 42`, `text “42”`. */
export function valueWords(value: AttributeValue): string {
  if ('S' in value) return `${TYPE_NAMES.S} “${value.S}”`;
  if ('N' in value) return `${TYPE_NAMES.N} ${value.N}`;
  if ('BOOL' in value) return String(value.BOOL);
  return 'null';
}
