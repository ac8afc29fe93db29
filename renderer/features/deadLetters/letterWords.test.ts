import { expect, test } from 'vitest';
import type { LetterOutcome } from '#shared/contract/deadLetters.ts';
import type { DeadLetterItem } from '#shared/model/deadLetter.ts';
import { eventOf, hiddenWords, letterRowWords, outcomeWords, warningWords } from './letterWords.ts';

test('rows say whose letter it is, what went wrong and where', () => {
  const item: DeadLetterItem = {
    kind: 'letter',
    letter: {
      ...{ queue: 'orders', key: 'k', letterId: 'l', taskId: 'ord-1', attempts: 1 },
      event: { type: 'TaskStarted', at: 'then' },
      error: { code: 'TIMEOUT', message: 'Too long.' },
    },
  };
  expect(letterRowWords(item)).toBe('ord-1, TaskStarted, TIMEOUT, Too long., in orders, 1 attempt');
  const corrupt = { queue: 'orders', key: 'k', reason: 'it has no text “task_id”', item: {} };
  expect(letterRowWords({ kind: 'corrupt', corrupt })).toBe('k in orders, cannot be read');
});

test('warnings are sentences', () => {
  expect(warningWords({ kind: 'illegal', from: 'failed', to: 'failed' })).toBe(
    'The task is failed today, and the event may only follow while it is running.',
  );
  expect(warningWords({ kind: 'unreadable', items: 1 })).toBe(
    '1 item of the stream cannot be read, and is not in the states below.',
  );
});

test('outcomes say what became of a letter', () => {
  expect(outcomeWords({ outcome: 'redriven', seq: 7 })).toBe('appended as event 7');
  expect(outcomeWords({ outcome: 'alreadyRedriven', redrivenAt: 'unknown' })).toBe('redriven before');
  const before: LetterOutcome = { outcome: 'alreadyRedriven', redrivenAt: 'then', seq: 7 };
  expect(outcomeWords(before)).toBe('redriven before, as event 7, at then');
  expect(outcomeWords({ outcome: 'failed', code: 'X', message: 'Broken.' })).toBe('Broken.');
});

test('an outcome leads to the event that the letter became, whoever made it one', () => {
  expect(eventOf({ outcome: 'redriven', seq: 7 })).toBe(7);
  expect(eventOf({ outcome: 'alreadyRedriven', redrivenAt: 'then', seq: 8 })).toBe(8);
  expect(eventOf({ outcome: 'alreadyRedriven', redrivenAt: 'then' })).toBeUndefined();
  expect(eventOf({ outcome: 'unknown', message: 'Nobody knows.' })).toBeUndefined();
});

test('marked letters that the list does not show are told with their queues', () => {
  const of = (...queues: string[]) => queues.map((queue, index) => ({ queue, key: String(index) }));
  expect(hiddenWords([], 2)).toBe('');
  expect(hiddenWords(of('mail'), 3)).toBe('1 of them is not in the list as it is filtered now: queue mail.');
  expect(hiddenWords(of('mail', 'bulk', 'mail'), 4)).toBe(
    '3 of them are not in the list as it is filtered now: queues bulk, mail.',
  );
  expect(hiddenWords(of('mail'), 1)).toBe('It is not in the list as it is filtered now: queue mail.');
  expect(hiddenWords(of('a', 'b', 'c', 'd', 'e', 'f', 'g'), 7)).toBe(
    'None of them is in the list as it is filtered now: queues a, b, c, d, e and 2 others.',
  );
});
