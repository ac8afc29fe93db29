import { expect, it } from 'vitest';
import { EMPTY_MAP, stringOf } from '#shared/model/attributeValue.ts';
import { TASK_EVENT_TYPES, type TaskEvent } from '#shared/model/taskEvent.ts';
import { moveOf } from '#shared/model/taskRules.ts';
import { TASK_STATUSES } from '#shared/model/taskStatus.ts';
import { taskReducer } from '../replay/taskReducer.ts';

it('what the window says an event will do is what the replay does', () => {
  for (const from of [undefined, ...TASK_STATUSES]) {
    const state = from === undefined ? EMPTY_MAP : { status: { S: from } };
    for (const type of [...TASK_EVENT_TYPES, 'ParcelScanned']) {
      const event: TaskEvent = { type, at: '2026-11-01T10:00:00Z', seq: 1, key: 'EVENT#0001' };
      const { to, legal } = moveOf(type, from);
      expect(stringOf(taskReducer.step(state, event), 'status'), `${type} on ${from ?? 'none'}`).toBe(to);
      expect(taskReducer.illegalMove(state, event) === undefined, `${type} on ${from ?? 'none'}`).toBe(legal);
    }
  }
});
