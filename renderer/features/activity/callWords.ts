import type { FinishedCall } from '#shared/contract/activity.ts';
import { ERROR_WORDS } from '../../ui/errorText.ts';
import { counted } from '../../ui/numbers.ts';
import { formatDuration } from '../../ui/time/duration.ts';
import { latencyText, unitsText } from './figures.ts';

/** How a call ended, for its colour: a refusal is an answer, a cancellation nobody's fault. */
export type OutcomeTone = 'good' | 'refused' | 'bad' | 'none';

/** How a call ended. */
export function outcomeTone({ outcome, code }: FinishedCall): OutcomeTone {
  switch (outcome) {
    case 'done':
      return 'good';
    case 'refused':
      return 'refused';
    case 'failed':
      return code === 'Cancelled' ? 'none' : 'bad';
  }
}

/** How a call ended, in words: `done`, `condition not met`, `The connection does not answer`. */
export function outcomeWords({ outcome, code }: FinishedCall): string {
  switch (outcome) {
    case 'done':
      return 'done';
    case 'refused':
      return 'condition not met';
    case 'failed':
      return code === undefined ? 'failed' : ERROR_WORDS[code].title;
  }
}

/** How often a call was sent, when that is not once: `3 times, waited 1.2 s`, `not sent`. */
export function sendingWords({ attempts, waitsMs }: FinishedCall): string | undefined {
  if (attempts === 1) return undefined;
  if (attempts === 0) return 'not sent';
  return `${counted(attempts, 'time')}, waited ${formatDuration(waitsMs)}`;
}

/** A whole call in one sentence, for screen readers and the clipboard. */
export function callWords(call: FinishedCall): string {
  const sent = sendingWords(call);
  return [
    call.table === undefined ? call.operation : `${call.operation} on ${call.table}`,
    outcomeWords(call),
    latencyText(call.latencyMs),
    ...(sent === undefined ? [] : [call.attempts === 0 ? sent : `sent ${sent}`]),
    ...(call.units === 0 ? [] : [`${unitsText(call.units)} ${call.units === 1 ? 'unit' : 'units'}`]),
  ].join(', ');
}
