import type { LetterOutcome } from '#shared/contract/deadLetters.ts';
import type { DeadLetterItem, LetterRef } from '#shared/model/deadLetter.ts';
import type { RedriveWarning } from '#shared/model/redrivePreview.ts';
import { conflictTitle } from '../../ui/conflict/conflictWords.ts';
import { counted, formatCount } from '../../ui/numbers.ts';

/** Queues that are named one by one. */
const MOST_NAMED = 5;

/** A row in words, for screen readers. */
export function letterRowWords(item: DeadLetterItem): string {
  if (item.kind === 'corrupt') return `${item.corrupt.key} in ${item.corrupt.queue}, cannot be read`;
  const { taskId, event, error, queue, attempts, redrivenAt } = item.letter;
  return [
    taskId,
    event.type,
    error.code,
    error.message,
    `in ${queue}`,
    attempts === undefined ? undefined : counted(attempts, 'attempt'),
    redrivenAt === undefined ? undefined : 'redriven',
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** A reason to look twice, in a sentence. */
export function warningWords(warning: RedriveWarning): string {
  switch (warning.kind) {
    case 'illegal':
      return warning.from === warning.to
        ? `The task is ${warning.from} today, and the event may only follow while it is running.`
        : `From ${warning.from}, as the task is today, to ${warning.to} is not a legal move.`;
    case 'unknown-type':
      return `The reducer does not know ${warning.type}: it changes nothing but the last sequence.`;
    case 'present':
      return `Event ${String(warning.seq)} says the same. This one may have been applied already.`;
    case 'earlier':
      return `The event says ${warning.at}, which is earlier than the last one, ${warning.previousAt}.`;
    case 'unreadable':
      return `${counted(warning.items, 'item')} of the stream cannot be read, and ${
        warning.items === 1 ? 'is' : 'are'
      } not in the states below.`;
  }
}

/** How loud a warning is: what would be a finding of severity error, and the rest. */
export function warningTone({ kind }: RedriveWarning): 'error' | 'warning' {
  return kind === 'illegal' || kind === 'present' ? 'error' : 'warning';
}

/** How many of `all` letters the list does not show as it is filtered, and of which queues they are; empty: none. */
export function hiddenWords(hidden: readonly LetterRef[], all: number): string {
  if (hidden.length === 0) return '';
  const names = [...new Set(hidden.map(({ queue }) => queue))].sort();
  const who =
    hidden.length < all
      ? `${formatCount(hidden.length)} of them ${hidden.length === 1 ? 'is' : 'are'} not`
      : all === 1
        ? 'It is not'
        : 'None of them is';
  const named = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length > MOST_NAMED ? ` and ${counted(names.length - MOST_NAMED, 'other')}` : '';
  return `${who} in the list as it is filtered now: queue${names.length === 1 ? '' : 's'} ${named}${more}.`;
}

/** The outcomes of many letters, in the order in which they are counted. */
export const OUTCOMES = [
  'redriven',
  'alreadyRedriven',
  'refused',
  'conflict',
  'unknown',
  'failed',
] as const satisfies readonly LetterOutcome['outcome'][];

/** What is counted under each outcome. */
export const OUTCOME_NAMES = {
  redriven: 'redriven',
  alreadyRedriven: 'already redriven',
  refused: 'refused',
  conflict: 'lost',
  unknown: 'not known',
  failed: 'failed',
} as const satisfies Record<LetterOutcome['outcome'], string>;

/** The sequence under which a letter lies in its task now; undefined when it does not, or nobody told. */
export function eventOf(result: LetterOutcome): number | undefined {
  return result.outcome === 'redriven' || result.outcome === 'alreadyRedriven' ? result.seq : undefined;
}

/** How one letter of many ended, in a sentence. */
export function outcomeWords(result: LetterOutcome): string {
  switch (result.outcome) {
    case 'redriven':
      return `appended as event ${String(result.seq)}`;
    case 'alreadyRedriven': {
      const { redrivenAt, seq } = result;
      return [
        'redriven before',
        seq === undefined ? undefined : `as event ${String(seq)}`,
        redrivenAt === 'unknown' ? undefined : `at ${redrivenAt}`,
      ]
        .filter((part) => part !== undefined)
        .join(', ');
    }
    case 'refused':
      return `refused: ${result.from} to ${result.to} is not a legal move today`;
    case 'conflict':
      return `lost to another writer: ${conflictTitle(result.conflict)}`;
    case 'unknown':
    case 'failed':
      return result.message;
  }
}
