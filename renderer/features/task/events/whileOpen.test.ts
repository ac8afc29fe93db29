import { expect, it } from 'vitest';
import type { TaskState } from '../taskState.ts';
import { whileOpen } from './whileOpen.ts';

const GONE = new Error('This task is no longer open.');

const under = (handle: string, replaced = false): Pick<TaskState, 'progress' | 'replaced'> => ({
  progress: { handle, phase: 'ready', version: 1, events: 1, lastSeq: 1 },
  replaced,
});

const outcome = (answer: Promise<string>): Promise<unknown> =>
  Promise.race([
    answer.catch((error: unknown) => error),
    new Promise((resolve) => setTimeout(() => resolve('nothing'))),
  ]);

it('fails under the handle that the task is open under, and under no other', async () => {
  expect(await outcome(whileOpen(() => under('a'), 'a', Promise.resolve('rows')))).toBe('rows');
  expect(await outcome(whileOpen(() => under('a'), 'a', Promise.reject(GONE)))).toBe(GONE);
  expect(await outcome(whileOpen(() => under('a', true), 'a', Promise.reject(GONE)))).toBe('nothing');
  expect(await outcome(whileOpen(() => under('b'), 'a', Promise.reject(GONE)))).toBe('nothing');
});
