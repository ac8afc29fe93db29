import { expect, test } from 'vitest';
import { LONGEST_WAIT, startPlayer, type Paced, type Speed } from './player.ts';
import { nextSpeed, SPEEDS, speedOf } from './speeds.ts';

/** A stream whose events are `sinceMs` apart, a screen whose frames come when told, and what was asked and shown. */
const playing = (speed: Speed, sinceMs: readonly number[], { rest = 0, page = 1000 } = {}) => {
  const shown: number[] = [];
  const asked: number[] = [];
  const ended: unknown[] = [];
  let waiting: ((nowMs: number) => void) | undefined;
  let answers: (() => void)[] = [];
  let at = 0;
  let now = 0;
  const player = startPlayer(speed, {
    ask: (seq) => {
      asked.push(seq);
      const seqs = sinceMs.map((_, index) => index + 1).filter((each) => each > seq && each <= seq + page);
      const paced: Paced = { seqs, sinceMs: seqs.map((each) => sinceMs[each - 1] ?? 0) };
      return new Promise((resolve) => answers.push(() => resolve(paced)));
    },
    selected: () => at,
    select: (seq) => {
      at = seq;
      shown.push(seq);
    },
    frame: (callback) => {
      waiting = callback;
      return () => (waiting = undefined);
    },
    rest: () => rest,
    onEnd: (error) => ended.push(error),
  });
  return {
    player,
    shown,
    asked,
    ended,
    goTo: (seq: number) => (at = seq),
    answer: async () => {
      const due = answers;
      answers = [];
      due.forEach((each) => each());
      await Promise.resolve();
      await Promise.resolve();
    },
    /** One frame, `ms` after the one before. */
    pass: (ms: number) => {
      now += ms;
      const due = waiting;
      waiting = undefined;
      due?.(now);
    },
  };
};

test('shows so many events a second, at most one move a frame, and none before there is an answer', async () => {
  const { pass, answer, shown, asked } = playing({ kind: 'events', perSecond: 10 }, Array(40).fill(5));
  pass(0);
  pass(5000);
  expect(shown).toEqual([]);
  await answer();
  pass(16);
  pass(100);
  pass(100);
  pass(1000);
  expect(shown).toEqual([1, 2, 12]);
  expect(asked).toEqual([0, 40]);
});

test('plays the stream’s own time, faster, and does not wait out what is idle', async () => {
  const day = 86_400_000;
  const { pass, answer, shown } = playing({ kind: 'time', times: 10 }, [0, 1000, 1000, day, 1000]);
  pass(0);
  await answer();
  pass(0);
  pass(100);
  pass(100);
  expect(shown).toEqual([1, 2, 3]);
  pass(LONGEST_WAIT - 1);
  expect(shown).toEqual([1, 2, 3]);
  pass(1);
  expect(shown).toEqual([1, 2, 3, 4]);
});

test('asks one question at a time, and ends when there is no more', async () => {
  const { pass, answer, shown, asked, ended } = playing(
    { kind: 'events', perSecond: 1000 },
    Array(5).fill(0),
    {
      page: 2,
    },
  );
  pass(0);
  pass(10);
  expect(asked).toEqual([0]);
  for (let turn = 0; turn < 6; turn += 1) {
    await answer();
    pass(1);
  }
  pass(100);
  expect(shown.at(-1)).toBe(5);
  expect(ended).toEqual([undefined]);
  expect(asked).toEqual([0, 2, 4, 5]);
});

test('goes on from where the reader has gone, and lets go of what was on its way', async () => {
  const { pass, answer, shown, asked, goTo } = playing({ kind: 'events', perSecond: 10 }, Array(100).fill(0));
  pass(0);
  goTo(50);
  pass(16);
  expect(asked).toEqual([0, 50]);
  await answer();
  pass(100);
  expect(shown).toEqual([51]);
});

test('moves rarely for those who asked for little motion, and no less far', async () => {
  const { pass, answer, shown } = playing({ kind: 'events', perSecond: 10 }, Array(100).fill(0), {
    rest: 500,
  });
  pass(0);
  await answer();
  for (let frame = 0; frame < 20; frame += 1) pass(100);
  expect(shown.length).toBeLessThanOrEqual(5);
  expect(shown.at(-1)).toBeGreaterThanOrEqual(15);
});

test('once stopped, nothing moves', async () => {
  const { pass, answer, shown, player, ended } = playing({ kind: 'events', perSecond: 10 }, Array(9).fill(0));
  pass(0);
  player.stop();
  await answer();
  pass(1000);
  expect([shown, ended]).toEqual([[], []]);
});

test('speeds go up and down within their kind', () => {
  expect(nextSpeed('e5', 1)).toBe('e10');
  expect(nextSpeed('e1', -1)).toBe('e1');
  expect(nextSpeed('t3600', 1)).toBe('t3600');
  expect(speedOf('t60').label).toBe('60 × true time');
  expect(new Set(SPEEDS.map(({ value }) => value)).size).toBe(SPEEDS.length);
});
