import { describe, expect, test } from 'vitest';
import type { Finding } from '#shared/model/finding.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { findingText, missingText } from './findingText.ts';
import { createLatest } from './latest.ts';
import { createLru } from './lru.ts';
import { axisDistance, axisLabel } from './timeline/axisLabel.ts';
import { layOutMarks } from './timeline/markLayout.ts';
import { scrubMove } from './timeline/scrubKeys.ts';
import { timelineWords } from './timeline/timelineWords.ts';

const gap = (
  missing: (Finding & { kind: 'sequence-gap' })['missing'],
): Finding & { kind: 'sequence-gap' } => ({
  kind: 'sequence-gap',
  severity: 'error',
  task: 't',
  missing,
});

describe('findings in words', () => {
  test('missing sequences are joined to ranges', () => {
    expect(missingText([7, 8, 9, 14])).toBe('7–9, 14');
    expect(missingText([[7, 200]])).toBe('7–200');
    expect(missingText([1, 3, 5, 7, 9, 11])).toBe('1, 3, 5, 7 and 2 more');
    expect(findingText(gap([7]))).toBe('sequence 7 missing');
  });
});

describe('createLatest', () => {
  test('after cancelling, neither the running nor the waiting one reports, and a new one runs', async () => {
    const answers: ((value: string) => void)[] = [];
    const done: string[] = [];
    const latest = createLatest(
      (input: string) => new Promise<string>((resolve) => answers.push(() => resolve(input))),
      (output) => done.push(output),
      () => undefined,
    );
    latest.request('a');
    latest.request('b');
    latest.cancel();
    latest.request('c');
    answers.forEach((answer) => answer(''));
    await new Promise((resolve) => setTimeout(resolve));
    expect(done).toEqual(['c']);
  });

  test('a failure does not stop the one that waits', async () => {
    const done: string[] = [];
    const failed: string[] = [];
    const latest = createLatest(
      (input: string) => (input === 'bad' ? Promise.reject(new Error(input)) : Promise.resolve(input)),
      (output) => done.push(output),
      (_, input) => failed.push(input),
    );
    latest.request('bad');
    latest.request('skipped');
    latest.request('good');
    await new Promise((resolve) => setTimeout(resolve));
    expect([done, failed]).toEqual([['good'], ['bad']]);
  });
});

test('the entry unused for longest goes first', () => {
  const lru = createLru<number>(2);
  lru.set('a', 1);
  lru.set('b', 2);
  lru.get('a');
  lru.set('c', 3);
  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([1, undefined, 3]);
});

describe('the timeline’s words and marks', () => {
  const mark = (seq: number, x: number, type: string, count = 1, findings: string[] = []) => ({
    x,
    seq,
    fromSeq: seq,
    toSeq: seq + count - 1,
    count,
    type,
    status: 'running',
    findings,
  });

  test('a tick is dated where the day changes, and as exact as its step', () => {
    const tick = (ms: number, stepMs: number) => ({ x: 0, labelX: 0, ms, stepMs, start: false });
    const noon = Date.UTC(2026, 2, 11, 12);
    expect(axisLabel(tick(noon, 3_600_000), undefined, 'UTC')).toBe('11 Mar 12:00');
    expect(axisLabel(tick(noon, 3_600_000), tick(noon - 3_600_000, 3_600_000), 'UTC')).toBe('12:00');
    expect(axisLabel(tick(noon, 5000), tick(noon - 5000, 5000), 'UTC')).toBe('12:00:00');
    expect(axisLabel(tick(noon, 86_400_000), undefined, 'UTC')).toBe('11 Mar');
    expect(axisDistance(tick(noon, 1000), noon)).toBe('start');
    expect(axisDistance(tick(noon, 1000), noon - 90_000)).toBe('+1 m 30 s');
  });

  test('glyphs go to findings and ends first; a crowd of everyday events gets none', () => {
    const frame = { left: 0, width: 100 };
    const near = layOutMarks([mark(1, 0.5, 'TaskAssigned'), mark(2, 0.51, 'TaskFailed')], frame);
    expect(near.map(({ glyph }) => glyph)).toEqual([false, true]);
    const found = layOutMarks(
      [mark(1, 0.5, 'TaskProgressed', 1, ['clock-regression']), mark(2, 0.51, 'TaskFailed')],
      frame,
    );
    expect(found.map(({ glyph }) => glyph)).toEqual([true, false]);
    const crowd = layOutMarks(
      Array.from({ length: 50 }, (_, n) => mark(n + 1, n / 50, 'TaskProgressed', 20)),
      frame,
    );
    expect(crowd.some(({ glyph }) => glyph)).toBe(false);
  });

  test('keys move by one, by a tenth, or to an end', () => {
    expect(scrubMove('ArrowLeft', 12_000)).toEqual({ by: -1 });
    expect(scrubMove('PageUp', 12_000)).toEqual({ by: 1200 });
    expect(scrubMove('PageUp', 3)).toEqual({ by: 2 });
    expect(scrubMove('End', 3)).toEqual({ to: 'last' });
    expect(scrubMove('a', 3)).toBeUndefined();
  });

  test('the drawing is told in words', () => {
    const timeline: Timeline = {
      fromMs: 0,
      toMs: 60_000,
      stretches: [],
      bands: [
        { status: 'pending', fromSeq: 1, toSeq: 1, fromMs: 0, toMs: 41_000, x0: 0, x1: 0.5 },
        { status: 'running', fromSeq: 2, toSeq: 2, fromMs: 41_000, toMs: 60_000, x0: 0.5, x1: 1 },
      ],
      marks: [],
      gaps: [{ x: 0.5, from: 7, to: 9 }],
      retries: [{ fromSeq: 1, toSeq: 2, x0: 0, x1: 1, attempt: 2 }],
      ticks: [],
    };
    expect(timelineWords(timeline)).toBe(
      'Timeline, pending for 41 s, running for 19 s, 1 retry, sequences 7 to 9 missing',
    );
  });
});
