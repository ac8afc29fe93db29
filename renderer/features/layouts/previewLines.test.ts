import { expect, it } from 'vitest';
import type { StreamPreview } from '#shared/contract/layouts.ts';
import { previewLines } from './previewLines.ts';

const row = (seq: number, findings: string[] = []): StreamPreview['rows'][number] => ({
  seq,
  key: String(seq),
  type: 'Placed',
  at: '',
  status: 'none',
  gist: '',
  changed: true,
  findings,
});

it('puts what is missing or unreadable where it belongs, and says what is wrong with an event', () => {
  const lines = previewLines({
    stream: 'a',
    rows: [row(1), row(4, ['sequence-gap', 'clock-regression']), row(7)],
    undecodable: [
      { key: 'EVT#?', reason: 'no number' },
      { key: 'EVT#6', seq: 6, reason: 'no type' },
    ],
    missing: [[2, 3], 5],
    projection: null,
    more: false,
  });
  expect(
    lines.map((line) =>
      line.kind === 'event'
        ? `${line.row.seq} ${line.problems.join()}`
        : line.kind === 'missing'
          ? line.says
          : line.key,
    ),
  ).toEqual(['EVT#?', '1 ', '2 to 3 are missing', '4 the clock goes back', '5 is missing', 'EVT#6', '7 ']);
});
