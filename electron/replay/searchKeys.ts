import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { plainText } from './plainText.ts';

/** What one task may keep for being found, in characters: a table of many long tasks must still fit in memory. */
const MAX_KEYS = 4000;
const MAX_TEXT = 4000;
/** Longest single text kept; ids are far shorter. */
const MAX_ONE = 400;

/** Names of payload attributes that hold what a log line would quote. */
const QUOTED = /order|invoice|reference|ticket|number|(^|_)(no|nr|id)$|Id$/;

const quotedNames = new Map<string, boolean>();

/** Whether an attribute of this name is worth finding a task by; names repeat, so the answer is kept. */
function isQuoted(name: string): boolean {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const answer = QUOTED.test(name);
  if (quotedNames.size < 1000) quotedNames.set(name, answer);
  return answer;
}

/** What a task is found by: id, title, order numbers, correlation and idempotency keys; lower case, one a line. */
export function searchKeys(task: string, title: string | undefined, events: Iterable<TaskEvent>): string {
  const keys = new Set<string>([task]);
  let room = MAX_KEYS - task.length;
  const keep = (key: string | undefined): void => {
    if (key === undefined || key === '' || room <= 0 || keys.has(key)) return;
    const kept = key.slice(0, MAX_ONE);
    keys.add(kept);
    room -= kept.length;
  };
  keep(title);
  for (const { data, correlationId, idempotencyKey } of events) {
    if (room <= 0) break;
    keep(correlationId);
    keep(idempotencyKey);
    for (const name in data) {
      const value = isQuoted(name) ? data[name] : undefined;
      if (value !== undefined && ('S' in value || 'N' in value)) keep(plainText(value));
    }
  }
  return [...keys].join('\n').toLowerCase();
}

/** The other texts of a projection or state, lower case, one a line. */
export function otherText(document: AttributeMap): string {
  let text = '';
  for (const value of Object.values(document)) {
    if (text.length >= MAX_TEXT) break;
    text += `${plainText(value).slice(0, MAX_ONE)}\n`;
  }
  return text.toLowerCase();
}
