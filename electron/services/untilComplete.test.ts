import { expect, it } from 'vitest';
import { untilComplete } from './untilComplete.ts';

it('asks until the answer is complete, and tells the first and the last', async () => {
  let asked = 0;
  const told: number[] = [];
  const { signal } = new AbortController();
  await untilComplete(
    () => {
      asked += 1;
      return Promise.resolve({ complete: asked === 5, asked });
    },
    {
      signal,
      emit: ({ asked: at }) => {
        told.push(at);
        return Promise.resolve();
      },
    },
  );
  expect(asked).toBe(5);
  expect([told[0], told.at(-1)]).toEqual([1, 5]);
});

it('ends with what a question throws, as one that was cancelled does', async () => {
  const { signal } = new AbortController();
  const ask = (): Promise<{ complete: boolean }> => Promise.reject(new Error('cancelled'));
  await expect(untilComplete(ask, { signal, emit: () => Promise.resolve() })).rejects.toThrow('cancelled');
});
