import { plainJson } from '#shared/model/plainJson.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { gistOf } from './gist.ts';
import { textsIn } from './textMatch.ts';

/** Everything that a filter's text is looked for in: type, time, gist, actor, key, ids, payload. */
export function searchableText(event: TaskEvent): string {
  const { type, at, key, eventId, actor, correlationId, causationId, idempotencyKey, data } = event;
  const parts = [type, at, key, gistOf(event), eventId, actor, correlationId, causationId, idempotencyKey];
  if (data !== undefined) {
    const json = plainJson({ M: data });
    parts.push(json);
    // Where JSON escapes something, the text is looked for as it was written as well.
    if (json.includes('\\')) parts.push(...textsIn({ M: data }));
  }
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
