import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import { statusWords } from '../../../ui/statusLook.ts';
import { eventKey } from '../eventLook.ts';

/** Drift in two sentences. */
export interface DriftWords {
  /** What is stored against what the events say. Holds stored text as it stands. */
  readonly said: string;
  /** Where in the stream the two part. */
  readonly where: string;
}

/** How many fields are named where the status is not among them. */
const NAMED = 3;

/** Drift for a reader who has not heard of replay: what each side says, and which event decides. */
export function driftWords(
  drift: Drift,
  stored: AttributeMap,
  replayed: AttributeMap,
  nameOf: (seq: number) => string = eventKey,
): DriftWords {
  const { equalsReplayAt: equal, firstDivergentSeq: first } = drift;
  const differs = first === null ? '.' : `; it first differs at ${nameOf(first)}.`;
  const said = saidOf(drift, stored, replayed);
  if (equal !== null) {
    const at = equal === 0 ? 'before the first event' : `at ${equal}`;
    return { said, where: `The projection equals the replay ${at}${differs}` };
  }
  return { said, where: `No event ever led to what is stored${differs}` };
}

function saidOf({ class: kind, fields }: Drift, stored: AttributeMap, replayed: AttributeMap): string {
  const end = `the events end in ${statusWords(stringOf(replayed, 'status'))}.`;
  if (kind === 'missing') return `Stored says no status; ${end}`;
  const names = fields.map(({ field }) => field);
  if (names.includes('status')) {
    return `Stored says ${statusWords(stringOf(stored, 'status'))}; ${end}`;
  }
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `Stored and events do not say the same of ${names.slice(0, NAMED).join(', ')}${more}.`;
}
