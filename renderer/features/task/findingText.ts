import type { Finding, FindingKind } from '#shared/model/finding.ts';
import { counted } from '../../ui/numbers.ts';
import { statusWords } from '../../ui/statusLook.ts';
import { eventKey } from './eventLook.ts';

const NAMES: Readonly<Record<FindingKind, string>> = {
  'projection-drift': 'projection drift',
  'sequence-gap': 'sequence gap',
  'duplicate-sequence': 'duplicate sequence',
  'sequence-overflow': 'sequence wider than its padding',
  'clock-regression': 'clock went back',
  'illegal-transition': 'illegal transition',
  'reducer-failed': 'reducer failed',
  'invariant-violated': 'invariant violated',
  'unknown-event': 'unknown event type',
  'undecodable-event': 'unreadable entry',
  'orphan-events': 'events without a projection',
  'orphan-projection': 'projection without events',
};

const WARNINGS: ReadonlySet<string> = new Set<FindingKind>([
  'sequence-overflow',
  'clock-regression',
  'unknown-event',
]);

/** The colour of findings of these kinds together: that of the worst (CONTRACTS 6). */
export function findingColor(kinds: readonly string[]): string {
  return kinds.every((kind) => WARNINGS.has(kind)) ? 'var(--warning)' : 'var(--error)';
}

const isKind = (text: string): text is FindingKind => Object.hasOwn(NAMES, text);

/** The plain name of a kind of finding; a kind that this window does not know stands as it is. */
export function findingName(kind: string): string {
  return isKind(kind) ? NAMES[kind] : kind;
}

/** Missing sequences in words: `7–9, 14`. */
export function missingText(missing: (Finding & { readonly kind: 'sequence-gap' })['missing']): string {
  const ranges: [number, number][] = [];
  for (const entry of missing) {
    const [from, to] = typeof entry === 'number' ? [entry, entry] : entry;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === from) last[1] = to;
    else ranges.push([from, to]);
  }
  const shown = ranges.slice(0, 4).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return shown.join(', ') + (ranges.length > 4 ? ` and ${ranges.length - 4} more` : '');
}

/** One finding in a short sentence. `nameOf`: how events are called. */
export function findingText(finding: Finding, nameOf: (seq: number) => string = eventKey): string {
  switch (finding.kind) {
    case 'projection-drift':
      return `projection ${finding.class}: ${counted(finding.fields.length, 'field')} differ`;
    case 'sequence-gap':
      return `sequence ${missingText(finding.missing)} missing`;
    case 'duplicate-sequence':
      return `sequence ${finding.seq} is carried by ${finding.keys.join(' and ')}`;
    case 'sequence-overflow':
      return `from ${nameOf(finding.seq)} on, keys no longer sort as numbers`;
    case 'clock-regression':
      return `the clock goes back at ${nameOf(finding.seq)}`;
    case 'illegal-transition':
      return `${statusWords(finding.from)} → ${statusWords(finding.to)} at ${nameOf(finding.seq)} is not allowed`;
    case 'reducer-failed':
      return `the reducer failed at ${nameOf(finding.seq)}: ${finding.message}`;
    case 'invariant-violated':
      return `after ${nameOf(finding.seq)}: ${finding.message}`;
    case 'unknown-event':
      return `unknown event type ${finding.type} at ${nameOf(finding.seq)}`;
    case 'undecodable-event':
      return `${finding.key} cannot be read: ${finding.reason}`;
    case 'orphan-events':
      return 'events without a projection';
    case 'orphan-projection':
      return 'a projection without events';
  }
}
