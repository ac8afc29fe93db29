import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '#shared/model/deadLetter.ts';
import type { NewTaskEvent, TaskEvent } from '#shared/model/taskEvent.ts';
import { applyDiff } from './applyDiff.ts';
import { previewRedrive } from './redrivePreview.ts';
import { fold } from './reducer.ts';
import { legalStreams, sampleStream } from './samples.ts';
import { taskReducer } from './taskReducer.ts';

const letterOf = (event: NewTaskEvent): DeadLetter => ({
  ...{ queue: 'main', key: 'k', letterId: 'l', taskId: 't' },
  event,
  error: {},
});

const LATE = '2999-01-01T00:00:00Z';

const preview = (events: readonly TaskEvent[], event: Partial<NewTaskEvent>, unreadable = 0) =>
  previewRedrive({
    reducer: taskReducer,
    letter: letterOf({ type: 'TaskStarted', at: LATE, ...event }),
    events,
    unreadable,
    lastSeq: events.length,
  });

describe('the preview of a redrive', () => {
  it('shows the state with the event on top, and what leads there', () => {
    const events = sampleStream('TaskCreated', 'TaskStarted', 'TaskFailed', 'TaskDeadLettered');
    const { seq, before, after, changes, warnings } = preview(events, { type: 'TaskRedriven' });
    expect(seq).toBe(5);
    expect(before['status']).toEqual({ S: 'dead_lettered' });
    expect(after['status']).toEqual({ S: 'retrying' });
    expect(changes.map(({ path }) => path[0]).sort()).toEqual(['last_seq', 'status', 'updated_at']);
    expect(warnings).toEqual([]);
  });

  it('is what the replay will be once the letter is redriven', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.constantFrom('TaskStarted', 'TaskCancelled', 'Strange'),
        (events, type) => {
          const { seq, before, after, changes } = preview(events, { type });
          const appended = { type, at: LATE, seq, key: '' };
          expect(after).toEqual(fold(taskReducer, [...events, appended]));
          expect(applyDiff(changes, before)).toEqual(after);
        },
      ),
    );
  });

  it('warns of a move that is illegal today, and of a type without meaning', () => {
    const done = sampleStream('TaskCreated', 'TaskStarted', 'TaskSucceeded');
    expect(preview(done, {}).warnings).toEqual([{ kind: 'illegal', from: 'succeeded', to: 'running' }]);
    expect(preview(done, { type: 'Strange' }).warnings).toEqual([{ kind: 'unknown-type', type: 'Strange' }]);
    expect(preview([], {}).warnings).toEqual([{ kind: 'illegal', from: 'none', to: 'running' }]);
  });

  it('warns of an event that is there already: by its key, or by all that it says', () => {
    const events = sampleStream('TaskCreated', 'TaskStarted');
    const [, started] = events;
    const keyed = events.map((event) => ({ ...event, idempotencyKey: `k-${event.seq}` }));
    const present = (warnings: readonly { readonly kind: string }[]) =>
      warnings.filter(({ kind }) => kind === 'present');
    expect(present(preview(keyed, { idempotencyKey: 'k-2' }).warnings)).toEqual([
      { kind: 'present', seq: 2 },
    ]);
    const same = { at: started?.at ?? '', data: started?.data };
    expect(present(preview(events, same).warnings)).toEqual([{ kind: 'present', seq: 2 }]);
    expect(present(preview(events, { ...same, data: { worker: { S: 'other' } } }).warnings)).toEqual([]);
    expect(present(preview(events, { at: LATE, data: started?.data }).warnings)).toEqual([]);
  });

  it('warns of an event that is older than the last one, and of what cannot be read', () => {
    const events = sampleStream('TaskCreated');
    const at = '1999-12-31T23:59:59Z';
    expect(preview(events, { at }, 2).warnings).toEqual([
      { kind: 'earlier', at, previousAt: events[0]?.at },
      { kind: 'unreadable', items: 2 },
    ]);
  });
});
