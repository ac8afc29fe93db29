import type { StreamPreview } from '#shared/contract/layouts.ts';

/** One line of a previewed stream. */
export type PreviewLine =
  | {
      readonly kind: 'event';
      readonly row: StreamPreview['rows'][number];
      readonly problems: readonly string[];
    }
  | { readonly kind: 'missing'; readonly says: string }
  | { readonly kind: 'unreadable'; readonly key: string; readonly reason: string };

const PROBLEMS: Readonly<Record<string, string>> = {
  'duplicate-sequence': 'another event has this number',
  'clock-regression': 'the clock goes back',
  'undecodable-event': 'its time cannot be read',
  'sequence-overflow': 'wider than the padding',
  'illegal-transition': 'illegal move of status',
};

/** A gap stands as a line of its own. */
const problemsOf = (findings: readonly string[]): readonly string[] =>
  findings.filter((kind) => kind !== 'sequence-gap').map((kind) => PROBLEMS[kind] ?? kind);

/** The lines of a previewed stream in the order of numbers; what cannot be placed comes first. */
export function previewLines({ rows, undecodable, missing }: StreamPreview): readonly PreviewLine[] {
  const placed: { readonly at: number; readonly line: PreviewLine }[] = [
    ...undecodable.map(({ key, seq, reason }) => ({
      at: seq ?? 0,
      line: { kind: 'unreadable' as const, key, reason },
    })),
    ...missing.map((gap) => {
      const [from, to] = typeof gap === 'number' ? [gap, gap] : gap;
      const says = from === to ? `${from} is missing` : `${from} to ${to} are missing`;
      return { at: from, line: { kind: 'missing' as const, says } };
    }),
    ...rows.map((row) => ({
      at: row.seq,
      line: { kind: 'event' as const, row, problems: problemsOf(row.findings) },
    })),
  ];
  return placed.sort((a, b) => a.at - b.at).map(({ line }) => line);
}
