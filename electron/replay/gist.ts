import {
  attributeOf,
  EMPTY_MAP,
  numberTextOf,
  stringOf,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { plainText } from './plainText.ts';

/** Longest gist, in code points. */
const LIMIT = 120;

/** One line of at most 120 code points, never cut inside a character; control characters become spaces. */
function shorten(text: string): string {
  // Four units a code point and some room: a value of 400 KB is not taken apart for 120 characters.
  const line = text
    .slice(0, LIMIT * 4)
    .replace(/[\u0000-\u0020\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  const points = Array.from(line);
  if (points.length <= LIMIT && text.length <= LIMIT * 4) return line;
  return `${points.slice(0, LIMIT - 1).join('')}…`;
}

function textAt(data: AttributeMap, name: string): string {
  const value = attributeOf(data, name);
  return value === undefined || 'NULL' in value ? '' : plainText(value);
}

/** An error as it is usually told: `code message` of a map, or its text. */
function errorText(data: AttributeMap): string {
  const value = attributeOf(data, 'error');
  if (value === undefined || !('M' in value)) return textAt(data, 'error');
  const parts = [textAt(value.M, 'code'), textAt(value.M, 'message')].filter((part) => part !== '');
  return parts.length === 0 ? plainText(value) : parts.join(' ');
}

const UNITS: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** A delay in milliseconds as `in 30 s`, in the largest unit that leaves no long fraction. */
function delayText(digits: string | undefined): string {
  const ms = digits === undefined ? Number.NaN : Number(digits);
  if (!Number.isFinite(ms)) return digits === undefined ? '' : `in ${digits} ms`;
  const [size, unit] = UNITS.find(([length]) => Math.abs(ms) >= length) ?? [1, 'ms'];
  return `in ${Number((ms / size).toFixed(1))} ${unit}`;
}

function progressText(data: AttributeMap): string {
  const progress = numberTextOf(data, 'progress');
  const percent = progress === undefined ? textAt(data, 'progress') : `${progress} %`;
  return [percent, textAt(data, 'message')].filter((part) => part !== '').join(' ');
}

/** The first few plain values of a payload that nothing more is known of. */
function fewWords(data: AttributeMap): string {
  const words: string[] = [];
  for (const [name, value] of Object.entries(data)) {
    if ('M' in value || 'L' in value || 'B' in value || 'BS' in value) continue;
    words.push(`${name} ${plainText(value).slice(0, LIMIT)}`);
    if (words.length === 3) break;
  }
  return words.join(', ');
}

function wordsOf(event: TaskEvent): string {
  const data = event.data ?? EMPTY_MAP;
  switch (event.type) {
    case 'TaskCreated':
      return textAt(data, 'title') || fewWords(data);
    case 'TaskAssigned':
      return textAt(data, 'assignee');
    case 'TaskStarted':
      return textAt(data, 'worker');
    case 'TaskProgressed':
      return progressText(data);
    case 'TaskSucceeded':
      return textAt(data, 'result');
    case 'TaskFailed':
      return errorText(data);
    case 'TaskRetryScheduled':
      return delayText(numberTextOf(data, 'delay_ms')) || (stringOf(data, 'reason') ?? '');
    case 'TaskCancelled':
    case 'TaskDeadLettered':
      return textAt(data, 'reason');
    default:
      return fewWords(data);
  }
}

/** The few words of a payload that tell events of one type apart; plain text, whatever is stored. */
export function gistOf(event: TaskEvent): string {
  return shorten(wordsOf(event));
}
