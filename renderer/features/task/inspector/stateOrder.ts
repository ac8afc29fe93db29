import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';

/** What a reader looks for first, in that order; everything else follows as it stands. */
const FIRST = [
  'status',
  'attempts',
  'progress',
  'last_error',
  'title',
  'assignee',
  'last_seq',
  'created_at',
  'updated_at',
];

const rank = (name: string): number => {
  const at = FIRST.indexOf(name);
  return at === -1 ? FIRST.length : at;
};

/** The same attributes, those of the built-in reducer in reading order before all others. */
export function inReadingOrder(state: AttributeMap): AttributeMap {
  return attributeMap(Object.entries(state).sort(([a], [b]) => rank(a) - rank(b)));
}
