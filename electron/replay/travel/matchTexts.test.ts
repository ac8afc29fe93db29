import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { finish } from '../slices.ts';
import { withTimeLimit } from '../timeLimit.ts';
import { matchTexts, type TimeLimit } from './matchTexts.ts';
import { SLOW, slowText } from './slowText.fixture.ts';

/** The real limit, counted: what it was granted since the last yield, and the texts that were seen. */
function countedLimit(): { readonly limit: TimeLimit; readonly granted: () => readonly number[] } {
  let runs: number[] = [];
  return {
    limit: (ms, work) => {
      runs.push(ms);
      return withTimeLimit(ms, work);
    },
    granted: () => {
      const since = runs;
      runs = [];
      return since;
    },
  };
}

describe('matching texts', () => {
  it('matches each text, in their order', () => {
    const match = matchTexts({ within: 'events', text: 'b+', regex: true });
    expect(finish(match(['abb', 'a', 'b']))).toEqual([
      { index: 1, length: 2 },
      undefined,
      { index: 0, length: 1 },
    ]);
    expect(finish(match([]))).toEqual([]);
    const plain = matchTexts({ within: 'events', text: 'b+', regex: false });
    expect(finish(plain(['abb', 'AB+']))).toEqual([undefined, { index: 1, length: 2 }]);
  });

  it('lets others have their turn after each run of a slow expression, and gives up on all texts together', () => {
    const { limit, granted } = countedLimit();
    const text = slowText();
    const texts = Array.from({ length: 50_000 }, () => text);
    const slices = matchTexts({ within: 'events', text: SLOW, regex: true }, limit)(texts);
    let runs = 0;
    const toTheEnd = (): void => {
      while (slices.next().done !== true) {
        const since = granted();
        expect(since).toHaveLength(1);
        expect(since[0]).toBeLessThanOrEqual(200);
        runs += 1;
      }
    };
    expect(toTheEnd).toThrow(AppError);
    expect(granted().length).toBeLessThanOrEqual(1);
    // Two runs for each text that was seen: most were not.
    expect(runs).toBeLessThan(texts.length / 4);
  });

  it('counts the time of an expression over all its questions', () => {
    const { limit } = countedLimit();
    const match = matchTexts({ within: 'states', text: SLOW, regex: true }, limit);
    const text = slowText();
    let questions = 0;
    const askOn = (): void => {
      for (; questions < 200_000; questions += 1) finish(match([text]));
    };
    expect(askOn).toThrow(/was stopped/);
    expect(questions).toBeLessThan(200_000);
  });
});
