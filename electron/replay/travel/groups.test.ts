import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupRow } from '#shared/contract/travel.ts';
import { eventItem, legalStreams, sampleEvent, sampleStream } from '../samples.ts';
import { arrayStream } from './arrayStream.fixture.ts';
import { ALL, opened } from './travelling.fixture.ts';
import { createTravel } from './travelSession.ts';

/** The events of grouped rows, as they would stand without groups. */
const written = (rows: readonly GroupRow[]): readonly string[] =>
  rows.map((row) =>
    row.kind === 'event'
      ? `${row.within ? '  ' : ''}${row.row.seq}`
      : `${row.first.seq}-${row.last.seq} ×${row.count}${row.expanded ? ' open' : ''}`,
  );

describe('groups', () => {
  const events = [
    ...sampleStream('TaskCreated', 'TaskStarted', 'TaskProgressed', 'TaskProgressed', 'TaskProgressed'),
    ...[6, 7].map((seq) => sampleEvent(seq, 'TaskAssigned')),
    ...[8, 9, 12, 13, 14, 15].map((seq) =>
      sampleEvent(seq, 'TaskProgressed', { progress: { N: String(seq) } }),
    ),
  ];

  it('collapse runs of one type, but for two, and never hide a finding', () => {
    const session = opened(events);
    const rows = session.groups(ALL, [], { from: 0, to: 100 });
    expect(written(rows.rows)).toEqual(['1', '2', '3-5 ×3', '6', '7', '8', '9', '12', '13-15 ×3']);
    expect(rows.total).toBe(9);
    const group = rows.rows[8];
    expect(group?.kind === 'group' ? [group.first.gist, group.last.gist] : []).toEqual(['13 %', '15 %']);
  });

  it('are cut in slices, the same as at a stretch', () => {
    const travel = createTravel({
      stream: () => arrayStream(events),
      version: () => 1,
      positions: () => events.map((_, index) => index),
      rowsAt: () => [],
      budget: () => ({ spent: () => true }),
    });
    const slices = [...travel.cut(ALL)];
    expect(slices).toHaveLength(events.length);
    expect([...travel.cut(ALL)]).toHaveLength(0);
    expect(travel.session.groups(ALL, [], { from: 0, to: 0 }).total).toBe(9);
  });

  it('open by their first event, and stay open when events are appended', () => {
    const session = opened(events);
    session.add([eventItem(sampleEvent(16, 'TaskProgressed'))]);
    const { rows, total } = session.groups(ALL, [13, 99, 6], { from: 7, to: 100 });
    expect(written(rows)).toEqual(['12', '13-16 ×4 open', '  13', '  14', '  15', '  16']);
    expect(total).toBe(13);
    expect(session.groupOf(ALL, [13], 15)).toEqual({ index: 11, exact: true });
    expect(session.groupOf(ALL, [], 15)).toEqual({ index: 8, exact: true });
    expect(session.groupOf(ALL, [], 10)).toEqual({ index: 6, exact: false });
  });

  it('hold every event once, in order, and are found again, for any stream and any set of open groups', () => {
    fc.assert(
      fc.property(legalStreams, fc.array(fc.nat(300), { maxLength: 30 }), (stream, open) => {
        const session = opened(stream);
        const { rows, total } = session.groups(ALL, open, { from: 0, to: 2000 });
        expect(rows).toHaveLength(total);
        const seqs = rows.flatMap((row) => {
          if (row.kind === 'event') return [row.row.seq];
          expect(row.count).toBe(row.last.seq - row.first.seq + 1);
          return row.expanded ? [] : Array.from({ length: row.count }, (_, at) => row.first.seq + at);
        });
        expect(seqs).toEqual(stream.map(({ seq }) => seq));
        for (const { seq } of stream) {
          const row = rows[session.groupOf(ALL, open, seq).index ?? -1];
          const holds =
            row?.kind === 'event'
              ? row.row.seq === seq
              : (row?.first.seq ?? 1e9) <= seq && seq <= (row?.last.seq ?? 0);
          expect(holds).toBe(true);
        }
        const part = session.groups(ALL, open, { from: 3, to: 9 });
        expect(part.rows).toEqual(rows.slice(3, 9));
      }),
      { numRuns: 60 },
    );
  });
});
