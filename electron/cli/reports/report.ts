import type { Finding, FindingKind } from '#shared/model/finding.ts';

/** What an audit came to (CONTRACTS 7). `seconds` and `units` as far as they are known. */
export interface AuditSummary {
  readonly tasks: number;
  readonly events: number;
  readonly items: number;
  readonly findings: number;
  readonly units: number;
  readonly seconds: number;
  /** Whether some units are estimated, by what other pages consumed. */
  readonly unitsEstimated?: boolean;
}

/** What a report is about. */
export interface ReportHead {
  /** The table, folder or file that was audited. */
  readonly audited: string;
  /** What one of its streams is called. */
  readonly entry: 'task' | 'stream';
  readonly version: string;
  /** RFC 3339, when it began. */
  readonly startedAt: string;
}

/** A way of writing down what an audit found. */
export interface Report {
  readonly add: (finding: Finding) => Promise<void>;
  /** `complete`: whether everything was read. */
  readonly end: (summary: AuditSummary, complete: boolean) => Promise<void>;
  /** Frees what it took, whether ended or not. */
  readonly close: () => Promise<void>;
}

/** What each kind of finding means, in the order of reports. */
export const KIND_WORDS = {
  'projection-drift': 'The stored projection differs from the replay of its events.',
  'sequence-gap': 'Sequence numbers are missing between events.',
  'duplicate-sequence': 'Several items carry the same sequence number.',
  'sequence-overflow': 'A sequence number is wider than the padding of its key.',
  'clock-regression': 'An event is older than the one before it.',
  'illegal-transition': 'An event makes a move of status that is not legal.',
  'reducer-failed': 'The reducer failed at an event.',
  'invariant-violated': 'A state breaks an invariant of its reducer.',
  'unknown-event': 'An event is of a type that the reducer does not know.',
  'undecodable-event': 'An item among the events cannot be read as an event.',
  'orphan-events': 'There are events and no projection.',
  'orphan-projection': 'There is a projection and no event.',
} as const satisfies Record<FindingKind, string>;

/** The kinds of findings. */
export const KINDS = Object.keys(KIND_WORDS).filter((kind): kind is FindingKind => kind in KIND_WORDS);
