import type { FindingKind } from '#shared/model/finding.ts';

/** What is wrong at one event, as bits: a stream of 100,000 events keeps one number each. */
export const FLAG = {
  gap: 1,
  duplicate: 2,
  overflow: 4,
  regression: 8,
  illegal: 16,
  unknown: 32,
  unreadable: 64,
  failed: 128,
  violated: 256,
} as const;

const KINDS: readonly (readonly [flag: number, kind: FindingKind])[] = [
  [FLAG.gap, 'sequence-gap'],
  [FLAG.duplicate, 'duplicate-sequence'],
  [FLAG.illegal, 'illegal-transition'],
  [FLAG.failed, 'reducer-failed'],
  [FLAG.violated, 'invariant-violated'],
  [FLAG.unreadable, 'undecodable-event'],
  [FLAG.overflow, 'sequence-overflow'],
  [FLAG.regression, 'clock-regression'],
  [FLAG.unknown, 'unknown-event'],
];

const NONE: readonly FindingKind[] = [];

/** Flags whose finding has severity `error` (CONTRACTS 6). */
export const ERROR_FLAGS =
  FLAG.gap | FLAG.duplicate | FLAG.illegal | FLAG.unreadable | FLAG.failed | FLAG.violated;

/** Flags that hold even while events before and between are still being read. */
export const SURE_FLAGS = FLAG.duplicate | FLAG.unknown | FLAG.unreadable;

/** The kinds of finding that `flags` stand for, errors first. */
export function kindsOf(flags: number): readonly FindingKind[] {
  return flags === 0 ? NONE : KINDS.filter(([flag]) => (flags & flag) !== 0).map(([, kind]) => kind);
}
