import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingSchema, type Finding } from '#shared/model/finding.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES } from '#shared/model/taskItem.ts';
import { kindsOf } from './flags.ts';
import { findingsOf } from './integrity.ts';
import { junkItems, keyOf, legalStreams, sampleEvent, sampleStream, timeAt } from './samples.ts';
import { sortItems } from './taskItems.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskStream } from './taskStream.ts';

interface Case {
  readonly events?: readonly TaskEvent[];
  readonly undecodable?: readonly UndecodableEvent[];
  readonly hasProjection?: boolean;
}

const look = ({ events = [], undecodable = [], hasProjection = true }: Case) => {
  const stream = createTaskStream(taskReducer);
  stream.addEvents(events);
  stream.addUndecodable(undecodable);
  const view = stream.view();
  const findings = findingsOf({ task: 't', view, rules: TASK_RULES, hasProjection, drift: null });
  const at = events.map((_, position) => kindsOf(view.flagsAt(position)));
  return { findings, kinds: findings.map(({ kind }) => kind), at };
};

const assigned = (...seqs: readonly number[]): TaskEvent[] =>
  seqs.map((seq) => sampleEvent(seq, seq === 1 ? 'TaskCreated' : 'TaskAssigned'));

describe('findings', () => {
  it('are none on a clean stream', () => {
    fc.assert(
      fc.property(legalStreams, (events) => {
        expect(look({ events }).findings).toEqual([]);
      }),
    );
  });

  it('name every missing number, with the event after the hole', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { minLength: 1 }), (seqs) => {
        const { findings, at } = look({ events: assigned(...seqs) });
        const last = Math.max(...seqs);
        const missing = Array.from({ length: last }, (_, index) => index + 1).filter(
          (n) => !seqs.includes(n),
        );
        const gap = findings.find(({ kind }) => kind === 'sequence-gap');
        expect(gap?.kind === 'sequence-gap' ? gap.missing : []).toEqual(missing);
        const ordered = [...seqs].sort((a, b) => a - b);
        const after = ordered.filter((seq) => seq > 1 && !seqs.includes(seq - 1));
        expect(ordered.filter((_, index) => at[index]?.includes('sequence-gap'))).toEqual(after);
      }),
    );
  });

  it('tell more than 100 missing numbers as ranges', () => {
    expect(look({ events: assigned(1, 3, 200, Number.MAX_SAFE_INTEGER) }).findings).toContainEqual({
      kind: 'sequence-gap',
      severity: 'error',
      task: 't',
      missing: [2, [4, 199], [201, Number.MAX_SAFE_INTEGER - 1]],
    });
    const exactly = look({ events: assigned(1, 102) }).findings.find(({ kind }) => kind === 'sequence-gap');
    expect(exactly?.kind === 'sequence-gap' ? exactly.missing : []).toHaveLength(100);
  });

  it('do not call a number missing that an unreadable item carries', () => {
    const undecodable = [{ key: keyOf(2), seq: 2, reason: 'no type' }];
    expect(look({ events: assigned(1, 3), undecodable }).findings).toEqual([
      { kind: 'undecodable-event', severity: 'error', task: 't', key: keyOf(2), reason: 'no type' },
    ]);
  });

  it('name the keys that carry one number, unreadable ones included', () => {
    const events = [...assigned(1, 2), sampleEvent(2, 'TaskAssigned', undefined, { key: 'EVENT#2' })];
    const { findings, at } = look({ events });
    expect(findings).toEqual([
      { kind: 'duplicate-sequence', severity: 'error', task: 't', seq: 2, keys: ['EVENT#0002', 'EVENT#2'] },
    ]);
    expect(at).toEqual([[], ['duplicate-sequence'], ['duplicate-sequence']]);
    const mixed = look({ events: assigned(1), undecodable: [{ key: 'EVENT#01', seq: 1, reason: 'r' }] });
    expect(mixed.kinds.sort()).toEqual(['duplicate-sequence', 'undecodable-event']);
  });

  it('name the first number wider than the padding, once', () => {
    const events = assigned(...Array.from({ length: 10_003 }, (_, index) => index + 1));
    expect(look({ events }).findings).toEqual([
      { kind: 'sequence-overflow', severity: 'warning', task: 't', seq: 10_000 },
    ]);
  });

  it('name a clock that goes back, once for each time', () => {
    const seconds = [10, 20, 5, 6, 30];
    const events = seconds.map((s, index) =>
      sampleEvent(index + 1, index === 0 ? 'TaskCreated' : 'TaskAssigned', undefined, { at: timeAt(s) }),
    );
    const { findings, at } = look({ events });
    expect(findings).toEqual([
      {
        kind: 'clock-regression',
        severity: 'warning',
        task: 't',
        seq: 3,
        at: timeAt(5),
        previousAt: timeAt(20),
      },
    ]);
    expect(at[2]).toEqual(['clock-regression']);
  });

  it.each([
    ['back by one nanosecond', '.000000002Z', '.000000001Z', true],
    ['on by one nanosecond', '.000000001Z', '.000000002Z', false],
    ['not at all, written otherwise', '.0000000010Z', '.000000001Z', false],
    ['on to a whole millisecond', '.0009999999999Z', '.001Z', false],
    ['back from a whole millisecond', '.001Z', '.0009999999999Z', true],
    ['back across a second', ':01Z', ':00.999999999999Z', true],
    ['on across a second', ':00.999999999999Z', ':01Z', false],
    ['back in another zone', '.000000002Z', '.000000001+00:00', true],
  ])('compare clocks by every digit: %s', (_, first, second, isBack) => {
    const ats = [first, second].map((end) => `2026-03-11T09:00${end.startsWith('.') ? `:00${end}` : end}`);
    const events = ats.map((at, index) =>
      sampleEvent(index + 1, index === 0 ? 'TaskCreated' : 'TaskAssigned', undefined, { at }),
    );
    expect(look({ events }).kinds).toEqual(isBack ? ['clock-regression'] : []);
  });

  it('compare clocks below the millisecond and across zones, over unreadable times', () => {
    const ats = ['2026-03-11T09:00:00.000002Z', 'never', '2026-03-11T10:00:00.000001+01:00'];
    const events = ats.map((at, index) =>
      sampleEvent(index + 1, index === 0 ? 'TaskCreated' : 'TaskAssigned', undefined, { at }),
    );
    expect(look({ events }).kinds).toEqual(['undecodable-event', 'clock-regression']);
    expect(look({ events }).findings[1]).toMatchObject({ seq: 3, previousAt: ats[0] });
  });

  it('name illegal moves and unknown types', () => {
    const { findings } = look({ events: sampleStream('TaskCreated', 'TaskSucceeded', 'Odd', 'TaskStarted') });
    expect(findings).toEqual([
      { kind: 'illegal-transition', severity: 'error', task: 't', seq: 2, from: 'pending', to: 'succeeded' },
      { kind: 'illegal-transition', severity: 'error', task: 't', seq: 4, from: 'succeeded', to: 'running' },
      { kind: 'unknown-event', severity: 'warning', task: 't', seq: 3, type: 'Odd' },
    ]);
  });

  it('name orphans on either side', () => {
    expect(look({ events: assigned(1), hasProjection: false }).kinds).toEqual(['orphan-events']);
    expect(look({}).kinds).toEqual(['orphan-projection']);
    expect(look({ hasProjection: false }).kinds).toEqual([]);
  });

  it('fit the contract and never throw, whatever is stored', () => {
    fc.assert(
      fc.property(fc.array(junkItems, { maxLength: 40 }), fc.boolean(), (items, hasProjection) => {
        const { events, undecodable } = sortItems(items, 't');
        const { findings } = look({ events, undecodable, hasProjection });
        for (const finding of findings) expect(findingSchema.safeParse(finding).success).toBe(true);
        const rank: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };
        const order = findings.map(({ severity }) => rank[severity]);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });
});
