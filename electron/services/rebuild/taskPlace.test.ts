import { expect, it } from 'vitest';
import type { Replayed } from './rebuildPlan.ts';
import { writtenOf } from './rebuildTask.ts';
import { taskPlace } from './taskPlace.ts';

const ref = { connection: 'c', table: 'tasks', task: 'a' };

const endingIn = (lastKey: string): Replayed => ({
  task: 'a',
  lastSeq: 7,
  lastKey,
  events: 7,
  stored: null,
  replayed: {},
  drift: null,
  findings: [],
});

it.each(['EVENT#0007', 'EVENT#7'])('a stream ends where its last event lies: %s', async (lastKey) => {
  expect(await taskPlace(ref, endingIn(lastKey))).toMatchObject({
    events: {
      last: { PK: { S: 'TASK#a' }, SK: { S: lastKey } },
      next: [{ SK: { S: 'EVENT#0008' } }, { SK: { S: 'EVENT#8' } }],
    },
  });
});

it('a last event that is gone is not told as one that came', () => {
  expect(writtenOf({ outcome: 'eventGone' }, null, () => null)).toMatchObject({
    outcome: 'impossible',
    reason: expect.stringContaining('gone'),
  });
});
