import type { EventFilter } from '#shared/contract/replay.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { gistOf } from './gist.ts';
import { badText, textMatcher, textsIn } from './textMatch.ts';
import { withTimeLimit } from './timeLimit.ts';

/** How long a regular expression may take over all events of a task. */
const TIME_LIMIT_MS = 1000;

/** Everything that a filter's text is looked for in: type, time, gist, actor, key, ids, payload. */
export function searchableText(event: TaskEvent): string {
  const { type, at, key, actor, correlationId, causationId, idempotencyKey, data } = event;
  const parts = [type, at, key, gistOf(event), actor, correlationId, causationId, idempotencyKey];
  if (data !== undefined) {
    const json = plainJson({ M: data });
    parts.push(json);
    // Where JSON escapes something, the text is looked for as it was written as well.
    if (json.includes('\\')) parts.push(...textsIn({ M: data }));
  }
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

/**
 * Positions of the events that a filter lets through, in order. `textOf` gives an event's searchable text.
 * @throws `InvalidInput` when its expression is bad or takes too long
 */
export function filterEvents(
  filter: EventFilter,
  events: readonly TaskEvent[],
  textOf: (position: number, event: TaskEvent) => string,
): readonly number[] {
  const types = new Set(filter.types);
  const without = new Set(filter.without);
  const positions: number[] = [];
  events.forEach((event, position) => {
    if ((types.size === 0 || types.has(event.type)) && !without.has(event.type)) positions.push(position);
  });
  const match = textMatcher(filter.text, filter.regex);
  if (match === undefined) return positions;
  const texts = positions.map((position) => {
    const event = events[position];
    return event === undefined ? '' : textOf(position, event);
  });
  const search = (): readonly number[] =>
    positions.filter((_, index) => match(texts[index] ?? '') !== undefined);
  if (!filter.regex) return search();
  const result = withTimeLimit(TIME_LIMIT_MS, search);
  if (result === undefined) {
    throw badText(
      `This regular expression takes more than ${TIME_LIMIT_MS / 1000} s over ${events.length} events and was stopped.`,
      'Avoid repetitions inside repetitions such as (a+)+, or look for a plain text.',
    );
  }
  return result.value;
}
