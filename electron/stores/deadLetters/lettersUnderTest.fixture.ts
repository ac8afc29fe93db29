import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskEventStore } from '../taskEvents/taskEventStore.ts';
import type { DeadLetterStore, NewDeadLetter } from './deadLetterStore.ts';

/** What the suites need: both stores over one empty table, and a way to put items as foreign writers would. */
export interface LettersUnderTest {
  readonly store: DeadLetterStore;
  readonly events: TaskEventStore;
  readonly putRaw: (items: readonly AttributeMap[]) => Promise<void>;
}

/** Opens what a suite tests. */
export type OpenLetters = () => Promise<LettersUnderTest> | LettersUnderTest;

/** When events of a suite happen. */
export const AT = '2026-01-02T03:04:05.678Z';

/** An event to be appended. */
export const event = (type: string, more: Partial<NewTaskEvent> = {}): NewTaskEvent => ({
  type,
  at: AT,
  ...more,
});

/** A letter to be moved: what number 2 of task `t` was to be. */
export const letterOf = (more: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
  queue: 'main',
  letterId: 'l-1',
  taskId: 't',
  expectedSeq: 2,
  event: event('TaskStarted', { actor: 'ann', data: { worker: { S: 'w-7' } } }),
  error: { code: 'TimedOut', message: 'It took too long.' },
  attempts: 3,
  firstFailedAt: '2026-01-02T04:00:00Z',
  lastFailedAt: '2026-01-02T05:00:00Z',
  ...more,
});
