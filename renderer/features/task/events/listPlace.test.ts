import { describe, expect, test } from 'vitest';
import { createPlaceQuestion, placeIn, type ListPlace } from './listPlace.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A question about a list whose answers are given when told; event `seq` stands in row `seq - 1`. */
function questioned() {
  const asked: { readonly seq: number; readonly signal: AbortSignal }[] = [];
  const answers: (() => void)[] = [];
  const found: ListPlace[] = [];
  const question = createPlaceQuestion(
    (seq, signal) => {
      asked.push({ seq, signal });
      return new Promise((resolve, reject) =>
        answers.push(() => {
          if (seq < 0) reject(new Error('no such event'));
          else resolve({ index: seq - 1, exact: true });
        }),
      );
    },
    (place) => found.push(place),
  );
  const answer = async (): Promise<void> => {
    answers.shift()?.();
    await settled();
  };
  return { asked, found, question, answer };
}

describe('the question where an event stands', () => {
  test('is answered with the event that it was asked for, the newest after the one on its way', async () => {
    const { asked, found, question, answer } = questioned();
    for (const seq of [3, 4, 9]) question.request(seq);
    await answer();
    await answer();
    expect(asked.map(({ seq }) => seq)).toEqual([3, 9]);
    expect(found).toEqual([
      { seq: 3, index: 2, exact: true },
      { seq: 9, index: 8, exact: true },
    ]);
  });

  test('goes on behind one that fails', async () => {
    const { found, question, answer } = questioned();
    question.request(-1);
    await answer();
    question.request(5);
    await answer();
    expect(found).toEqual([{ seq: 5, index: 4, exact: true }]);
  });

  test('finds nothing any more once it is cancelled', async () => {
    const { asked, found, question, answer } = questioned();
    question.request(3);
    question.cancel();
    await answer();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(found).toEqual([]);
  });
});

describe('a place in the list that is here', () => {
  const reading = { total: 250, last: 100, complete: false };
  const place = { seq: 100, index: 90, exact: true };

  test('is the last row for the last event while more is read', () => {
    expect(placeIn(reading, place)).toEqual({ seq: 100, index: 249, exact: true });
  });

  test('is as it was told once all is read, for other events, and for one that is not in the list', () => {
    const earlier = { ...place, seq: 99 };
    const between = { ...place, exact: false };
    expect(placeIn({ ...reading, complete: true }, place)).toBe(place);
    expect(placeIn(reading, earlier)).toBe(earlier);
    expect(placeIn(reading, between)).toBe(between);
  });

  test('is as it was told while no rows are here, and none before it is told', () => {
    expect(placeIn({ ...reading, total: 0 }, place)).toBe(place);
    expect(placeIn({ ...reading, last: undefined }, undefined)).toBeUndefined();
  });
});
