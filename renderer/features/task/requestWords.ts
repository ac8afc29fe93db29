import type { LaneRequest } from '#shared/model/idempotencyLane.ts';
import { formatCount } from '../../ui/numbers.ts';
import { cutText, visibleParts } from '../../ui/value/visibleText.ts';
import { eventKey } from './eventLook.ts';
import type { RequestStep } from './requestSteps.ts';

/** How much of a key is told where a name must stay short. */
const KEY_LENGTH = 60;

/** A key inside a name: cut, its control characters by their names. */
function keyInName(key: string): string {
  const parts = visibleParts(cutText(key, KEY_LENGTH));
  const text = parts.map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('');
  return key.length > KEY_LENGTH ? `${text}…` : text;
}

/** What a step was, without its time. */
export function stepWords({ kind, seq, evidence }: RequestStep): string {
  switch (kind) {
    case 'run':
      return `ran as ${eventKey(seq)}`;
    case 'begun':
      return `ran as ${eventKey(seq)}, its record not completed`;
    case 'ranAgain':
      return evidence === 'recorded'
        ? `ran again as ${eventKey(seq)}, after its record had expired`
        : `ran again as ${eventKey(seq)}; the record of the time before is gone`;
    case 'ranTwice':
      return `ran twice: ${eventKey(seq)} came before its record expired`;
    case 'replayed':
      return `repeat answered from the record of ${eventKey(seq)}`;
    case 'expired':
      return 'record expired';
    case 'kept':
      return 'record is kept until then';
  }
}

/** The name of a step's mark; `when`: its time as the window writes it. */
export function stepName(step: RequestStep, when: string): string {
  return `Request “${keyInName(step.key)}”, ${step.evidence}: ${stepWords(step)}, ${when}`;
}

/** What the record of a request is worth now. */
export function stateWords({ state, expiresAt }: LaneRequest): string {
  switch (state) {
    case 'completed':
      return expiresAt === undefined
        ? 'A repeat is answered from the record, which names no end.'
        : 'Until the record expires, a repeat is answered from it.';
    case 'inProgress':
      return 'The record says that the request is in progress; a repeat is told to wait.';
    case 'expired':
      return 'The record has expired and lies there still; a repeat runs again.';
    case 'absent':
      return 'No record lies in the table now: it was deleted after its expiry, or there never was one. A repeat runs again.';
  }
}

/** The lane in a few words: how many requests, and what is wrong among them. */
export function laneWords(requests: readonly LaneRequest[], total: number): string {
  const having = (role: 'ranAgain' | 'ranTwice'): number =>
    requests.filter(({ runs }) => runs.some((run) => run.role === role)).length;
  const parts = [
    [having('ranTwice'), 'ran twice'],
    [having('ranAgain'), 'ran again'],
    [requests.filter(({ replays }) => replays.length > 0).length, 'repeated and answered from the record'],
  ] as const;
  const told = parts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  return [`Requests: ${formatCount(total)}`, ...told].join(', ');
}
