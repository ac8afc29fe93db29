import type { EventFilter } from '#shared/contract/replay.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { gistOf } from './gist.ts';
import { withTimeLimit } from './timeLimit.ts';

/** How long a regular expression may take over all events of a task. */
const TIME_LIMIT_MS = 1000;

const bad = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

/** Every text in a value, however deep. */
function textsIn(value: AttributeValue): readonly string[] {
  if ('S' in value) return [value.S];
  if ('SS' in value) return value.SS;
  if ('L' in value) return value.L.flatMap(textsIn);
  return 'M' in value ? Object.values(value.M).flatMap(textsIn) : [];
}

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

/** Reads `/…/flags`, or a bare expression, which then ignores case as the text filter does. */
function compile(text: string): RegExp {
  const match = /^\/(.*)\/([a-z]*)$/s.exec(text);
  const source = match?.[1] ?? text;
  // A sticky or global expression would remember where it stopped, from one event to the next.
  const flags = match === null ? 'i' : (match[2] ?? '').replace(/[gy]/g, '');
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : '';
    throw bad(
      `This is no valid regular expression: ${reason}`,
      'Correct it, or switch regular expressions off to look for the text as it stands.',
    );
  }
}

function matcher(filter: EventFilter): ((text: string) => boolean) | undefined {
  if (filter.text === '') return undefined;
  if (filter.regex) {
    const expression = compile(filter.text);
    return (text) => expression.test(text);
  }
  const wanted = filter.text.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
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
  const positions: number[] = [];
  events.forEach((event, position) => {
    if (types.size === 0 || types.has(event.type)) positions.push(position);
  });
  const matches = matcher(filter);
  if (matches === undefined) return positions;
  const texts = positions.map((position) => {
    const event = events[position];
    return event === undefined ? '' : textOf(position, event);
  });
  const search = (): readonly number[] => positions.filter((_, index) => matches(texts[index] ?? ''));
  if (!filter.regex) return search();
  const result = withTimeLimit(TIME_LIMIT_MS, search);
  if (result === undefined) {
    throw bad(
      `This regular expression takes more than ${TIME_LIMIT_MS / 1000} s over ${events.length} events and was stopped.`,
      'Avoid repetitions inside repetitions such as (a+)+, or look for a plain text.',
    );
  }
  return result.value;
}
