import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';

/** A value as a reader would say it: a text without quotes, anything else as JSON. */
export function plainText(value: AttributeValue): string {
  return 'S' in value ? value.S : plainJson(value);
}
