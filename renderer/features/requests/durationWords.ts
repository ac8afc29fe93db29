const UNITS = [
  { nanos: 86_400_000_000_000n, word: 'day' },
  { nanos: 3_600_000_000_000n, word: 'hour' },
  { nanos: 60_000_000_000n, word: 'minute' },
  { nanos: 1_000_000_000n, word: 'second' },
  { nanos: 1_000_000n, word: 'millisecond' },
  { nanos: 1000n, word: 'microsecond' },
  { nanos: 1n, word: 'nanosecond' },
] as const;

const COUNT = new Intl.NumberFormat('en');

const part = (count: bigint, word: string): string =>
  `${COUNT.format(count)} ${word}${count === 1n ? '' : 's'}`;

/**
 * Nanoseconds in words, in at most two units that follow each other: `8 hours`, `1 day 2 hours`. `about` when that
 * leaves something out; {@link exactNanos} then has all of it.
 */
export function durationWords(nanos: bigint): string {
  if (nanos < 0n) return `minus ${durationWords(-nanos)}`;
  const at = UNITS.findIndex((unit) => nanos >= unit.nanos);
  const first = UNITS[at];
  if (first === undefined) return 'no time';
  const second = UNITS[at + 1];
  const rest = nanos % first.nanos;
  const more = second === undefined ? 0n : rest / second.nanos;
  const words = [part(nanos / first.nanos, first.word)];
  if (second !== undefined && more > 0n) words.push(part(more, second.word));
  const leftOut = second === undefined ? 0n : rest % second.nanos;
  return `${leftOut > 0n ? 'about ' : ''}${words.join(' ')}`;
}

/** Every nanosecond of a duration: `28,800,000,000,000 ns`. */
export function exactNanos(nanos: bigint): string {
  return `${COUNT.format(nanos)} ns`;
}
