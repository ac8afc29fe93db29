import type { AttributeValue } from '#shared/model/attributeValue.ts';
import type { RecordId } from '#shared/model/taskRecord.ts';
import { documentOf } from '#shared/model/jsonDocument.ts';
import { parseTime } from '#shared/model/times.ts';

/** How long a gist is at most, how many members it has, and how deep it looks for them. */
const LENGTH = 200;
const MEMBERS = 6;
const DEPTH = 3;

const textIn = (value: AttributeValue): string | undefined => {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'BOOL' in value ? String(value.BOOL) : undefined;
};

/** The beginning of a text on one line. */
export function plainGist(text: string): string {
  return text
    .slice(0, 2 * LENGTH)
    .replace(/\s+/g, ' ')
    .slice(0, LENGTH);
}

/**
 * The few words of a record's data that tell it from others: its outermost plain members, `status: working`, without
 * the ids that stand beside it anyway, and without times.
 */
export function recordGist(value: AttributeValue, { owner, task }: RecordId): string {
  const words: string[] = [];
  let level: readonly AttributeValue[] = [{ M: documentOf(value) }];
  for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
    const members = level.flatMap((each) => ('M' in each ? Object.entries(each.M) : []));
    for (const [name, member] of members) {
      const text = textIn(member);
      if (text === undefined || text === '' || text === owner || text === task) continue;
      if (Number.isNaN(parseTime(text))) words.push(`${name}: ${text}`);
    }
    level = members.map(([, member]) => member);
  }
  return plainGist(words.slice(0, MEMBERS).join(' · '));
}
