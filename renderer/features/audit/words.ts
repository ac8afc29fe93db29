import type { AuditCause, AuditRun, AuditState } from '#shared/model/audit.ts';
import type { Finding } from '#shared/model/finding.ts';
import { type EntryWord } from '../../ui/entryWord.tsx';
import { kindName } from '../../ui/findingKind.ts';
import { counted, formatCount } from '../../ui/numbers.ts';
import { statusWords } from '../../ui/statusLook.ts';

/** What the findings of a cause have in common, behind their number of tasks: `diverge at TaskRetryScheduled`. */
export function causeWords({ kind, class: drift, type, tasks, move }: AuditCause): string {
  const one = tasks === 1;
  const at = type === undefined ? '' : ` at ${type}`;
  const have = one ? 'has' : 'have';
  switch (kind) {
    case 'projection-drift':
      if (drift === 'lagging')
        return `${one ? 'lags' : 'lag'} behind${type === undefined ? '' : `, first missed: ${type}`}`;
      if (drift === 'missing') return `${have} no stored status`;
      return type === undefined
        ? `${one ? 'differs' : 'differ'} in what no event ever set`
        : `${one ? 'diverges' : 'diverge'}${at}`;
    case 'sequence-gap':
      return `${one ? 'misses' : 'miss'} events${type === undefined ? '' : ` before ${type}`}`;
    case 'duplicate-sequence':
      return `${have} a sequence number twice${at}`;
    case 'sequence-overflow':
      return `${have} sequences wider than their padding${type === undefined ? '' : `, from ${type} on`}`;
    case 'clock-regression':
      return `${have} a clock that went back${at}`;
    case 'illegal-transition': {
      const words = move === undefined ? '' : ` from ${statusWords(move.from)} to ${statusWords(move.to)}`;
      return `${one ? 'moves' : 'move'} illegally${words}${at}`;
    }
    case 'reducer-failed':
      return `${one ? 'makes' : 'make'} the reducer fail${at}`;
    case 'invariant-violated':
      return `${one ? 'breaks' : 'break'} an invariant${at}`;
    case 'unknown-event':
      return `${have} events of the unknown type ${type ?? '?'}`;
    case 'undecodable-event':
      return `${have} events that cannot be read${type === undefined ? '' : ` as ${type}`}`;
    case 'orphan-events':
      return `${have} events and no projection`;
    case 'orphan-projection':
      return `${have} a projection and no event`;
    default:
      return kindName(kind);
  }
}

const missing = (finding: Extract<Finding, { kind: 'sequence-gap' }>): string => {
  const first = finding.missing
    .slice(0, 4)
    .map((each) => (Array.isArray(each) ? each.join('–') : String(each)));
  return `${first.join(', ')}${finding.missing.length > first.length ? ` and ${finding.missing.length - first.length} more` : ''}`;
};

/** One finding in a short sentence. */
export function findingWords(finding: Finding): string {
  switch (finding.kind) {
    case 'projection-drift': {
      const fields = finding.fields.map(({ field }) => field).join(', ');
      const since = finding.firstDivergentSeq === null ? '' : `, since event ${finding.firstDivergentSeq}`;
      if (finding.class === 'lagging') return `lags at event ${finding.equalsReplayAt ?? 0}: ${fields}`;
      return finding.class === 'missing' ? `has no stored status${since}` : `differs in ${fields}${since}`;
    }
    case 'sequence-gap':
      return `misses ${finding.missing.length === 1 && typeof finding.missing[0] === 'number' ? 'event' : 'events'} ${missing(finding)}`;
    case 'duplicate-sequence':
      return `event ${finding.seq} is there as ${finding.keys.join(' and ')}`;
    case 'sequence-overflow':
      return `event ${finding.seq} is wider than its padding`;
    case 'clock-regression':
      return `event ${finding.seq} is older than the one before it`;
    case 'illegal-transition':
      return `event ${finding.seq} moves from ${statusWords(finding.from)} to ${statusWords(finding.to)}`;
    case 'reducer-failed':
      return `the reducer failed at event ${finding.seq}: ${finding.message}`;
    case 'invariant-violated':
      return `after event ${finding.seq}: ${finding.message}`;
    case 'unknown-event':
      return `event ${finding.seq} is of the unknown type ${finding.type}`;
    case 'undecodable-event':
      return `${finding.key}: ${finding.reason}`;
    case 'orphan-events':
      return 'has events and no projection';
    case 'orphan-projection':
      return 'has a projection and no event';
  }
}

/** Whether a run that has ended early has something to go on from: not when that was found to be damaged. */
export const canGoOn = ({ error }: Pick<AuditRun, 'error'>): boolean => error?.code !== 'CorruptFile';

/** How a run stands, in a word. */
export const STATE_WORDS = {
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  ceiling: 'Ended at its ceiling',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  failed: 'Failed',
} as const satisfies Record<AuditState, string>;

/**
 * What units cost, as the estimate that it is: `about $0.12`. Undefined where they cost nothing, such as on an engine of
 * this computer: then there is nothing to say of money.
 */
export function costOf(units: number, pricePerMillion: number): string | undefined {
  if (pricePerMillion === 0) return undefined;
  const amount = (units * pricePerMillion) / 1e6;
  return amount < 0.01 ? 'less than $0.01' : `about $${amount.toFixed(2)}`;
}

/** The units of a run and what they cost, after `word` for one unit. */
export function unitsAndCost(
  { units, unitsEstimated, options }: Pick<AuditRun, 'units' | 'unitsEstimated' | 'options'>,
  word: string,
): string {
  const cost = costOf(units, options.pricePerMillion);
  const text = unitsText(units);
  return `${unitsEstimated === true ? 'about ' : ''}${text} ${word}${text === '1' ? '' : 's'}${cost === undefined ? '' : `, ${cost}`}`;
}

/** What the units of a run and their cost go by; undefined where both say all. */
export function unitsTitle({
  unitsEstimated,
  options,
}: Pick<AuditRun, 'unitsEstimated' | 'options'>): string | undefined {
  const sentences = [
    ...(options.pricePerMillion === 0
      ? []
      : ['Read units, and what they cost on demand at the price that was given: an estimate.']),
    ...(unitsEstimated === true
      ? ['Only some pages were asked what they consume, since this server takes longer to tell.']
      : []),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** Read units as a reader counts them. */
export const unitsText = (units: number): string =>
  units < 10 ? String(Math.round(units * 10) / 10) : formatCount(Math.round(units));

/** What was gone through, in one line. */
export const throughText = ({ tasks, events, items }: AuditRun, word: EntryWord): string =>
  `${counted(tasks, word)}, ${counted(events, 'event')}, ${counted(items, 'item')}`;
