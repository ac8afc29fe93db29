import { expect, test } from 'vitest';
import { createRowSteps } from './rowSteps.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** Steps through events of which ever more are there, each answer given when told. */
function stepped(selected: number) {
  const waiting: (() => void)[] = [];
  const list = { selected, seqs: [90, 100], waiting };
  const steps = createRowSteps({
    ask: (seq, by) =>
      new Promise((resolve) =>
        list.waiting.push(() => {
          const to = Math.max(0, Math.min(list.seqs.length - 1, list.seqs.indexOf(seq) + by));
          resolve({ seq: list.seqs[to] ?? null });
        }),
      ),
    selected: () => list.selected,
    select: (seq) => (list.selected = seq),
  });
  const answer = async (): Promise<void> => {
    list.waiting.shift()?.();
    await settled();
  };
  return { list, steps, answer };
}

test('an end is led to what turns out to be it, until the reader goes elsewhere', async () => {
  const { list, steps, answer } = stepped(100);
  steps.toEnd('first');
  await answer();
  expect(list.selected).toBe(90);
  list.seqs = [40, 90, 100];
  steps.again();
  await answer();
  expect(list.selected).toBe(40);
  list.selected = 90;
  list.seqs = [1, 40, 90, 100];
  steps.again();
  expect(list.waiting).toHaveLength(0);
  expect(list.selected).toBe(90);
});

test('a step is from the selected event, whatever has come before it meanwhile', async () => {
  const { list, steps, answer } = stepped(100);
  steps.by(-1);
  list.seqs = Array.from({ length: 100 }, (_, index) => index + 1);
  await answer();
  expect(list.selected).toBe(99);
  steps.again();
  expect(list.waiting).toHaveLength(0);
});

test('a step to a known event is made at once, any other when it is answered', async () => {
  const { list, steps, answer } = stepped(90);
  steps.by(1, 100);
  expect(list.selected).toBe(100);
  expect(list.waiting).toHaveLength(0);
  steps.by(-1);
  expect(list.selected).toBe(100);
  await answer();
  expect(list.selected).toBe(90);
});

test('keys pressed while a step is on its way all count', async () => {
  const { list, steps, answer } = stepped(50);
  list.seqs = Array.from({ length: 100 }, (_, index) => index + 1);
  for (const by of [1, 10, 10, -2]) steps.by(by);
  await answer();
  expect(list.waiting).toHaveLength(1);
  await answer();
  expect(list.selected).toBe(69);
});

test('an answer is void when the reader has gone elsewhere, and in an empty list', async () => {
  const { list, steps, answer } = stepped(100);
  steps.toEnd('first');
  list.selected = 7;
  await answer();
  expect(list.selected).toBe(7);
  list.seqs = [];
  steps.by(1);
  await answer();
  expect(list.selected).toBe(7);
});
