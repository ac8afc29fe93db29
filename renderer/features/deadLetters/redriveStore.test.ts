import { describe, expect, test } from 'vitest';
import type { RedriveOutcome } from '#shared/contract/deadLetters.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { RedrivePreview, RedriveWarning } from '#shared/model/redrivePreview.ts';
import { createRedriveStore } from './redriveStore.ts';

const REF = { connection: 'embedded', table: 'tasks' };
const LETTER = { queue: 'orders', key: 'k' };
const CONFLICT: Conflict = {
  ...{ id: 'c', at: 'now', table: 'tasks', taskId: 'ord-1', evidence: 'recorded', actualSeq: 5 },
  attempt: { kind: 'append', expectedSeq: 5, event: { type: 'TaskRedriven', at: 'then' } },
  seenState: {},
  actualState: {},
};

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** A store whose host answers as told, and notes what it was asked. */
async function open(warnings: RedriveWarning[] = []) {
  const sent: Parameters<AppClient['deadLetters']['redrive']>[0][] = [];
  const said: string[] = [];
  const redriven: string[] = [];
  let previews = 0;
  let ids = 0;
  const host = {
    seq: 5,
    answer: (): Promise<RedriveOutcome> => Promise.resolve({ outcome: 'redriven', seq: host.seq }),
  };
  const never = (): Promise<never> => new Promise(() => undefined);
  const store = createRedriveStore({
    tableRef: REF,
    onNotice: (text) => void said.push(text),
    onRedriven: ({ queue, key }) => void redriven.push(`${queue} ${key}`),
    newId: () => `w-${(ids += 1)}`,
    client: {
      deadLetters: {
        ...{ open: never, range: never, indexOf: never, reload: never, queues: never },
        ...{ redrivable: never, redriveAll: never },
        preview: () => {
          previews += 1;
          const preview: RedrivePreview = {
            letter: {
              ...{ ...LETTER, letterId: 'l', taskId: 'ord-1', error: {} },
              event: { type: 'TaskRedriven', at: 'then' },
            },
            ...{ seq: host.seq, before: {}, after: {}, changes: [], warnings },
          };
          return Promise.resolve(preview);
        },
        redrive: (input) => {
          sent.push(input);
          return host.answer();
        },
      },
    },
  });
  store.getState().open(LETTER);
  await settled();
  return { store, host, sent, said, redriven, previews: () => previews, state: () => store.getState() };
}

describe('one redrive', () => {
  test('relies on the number that its preview showed, and looks again once it is done', async () => {
    const { state, sent, said, redriven, previews } = await open();
    state().setProject(false);
    await state().submit();
    await settled();
    expect(sent).toEqual([
      { ...REF, ...LETTER, project: false, force: false, expectedSeq: 5, writeId: 'w-1' },
    ]);
    expect(said).toEqual(['Redriven: event 5 of ord-1']);
    expect(redriven).toEqual(['orders k']);
    expect(state().step).toEqual({ step: 'ready' });
    expect(previews()).toBe(2);
  });

  test('forces only what its preview has warned of', async () => {
    const { state, sent } = await open([{ kind: 'illegal', from: 'succeeded', to: 'retrying' }]);
    await state().submit();
    expect(sent).toMatchObject([{ force: true }]);
  });

  test('that was lost tells its story, and is tried on top of what is there now as another write', async () => {
    const { state, host, sent } = await open();
    host.answer = () => Promise.resolve({ outcome: 'conflict', conflict: CONFLICT });
    await state().submit();
    expect(state().step).toEqual({ step: 'conflict', conflict: CONFLICT });
    host.seq = 6;
    host.answer = () => Promise.resolve({ outcome: 'redriven', seq: 6 });
    state().dismiss();
    await settled();
    await state().submit();
    expect(sent.map(({ expectedSeq, writeId }) => [expectedSeq, writeId])).toEqual([
      [5, 'w-1'],
      [6, 'w-2'],
    ]);
  });

  test('whose answer is lost can be sent again under its name', async () => {
    const { state, host, sent } = await open();
    host.answer = () => Promise.reject(new AppError('Disconnected', { message: 'gone' }));
    await state().submit();
    expect(state().step.step).toBe('unknown');
    host.answer = () => Promise.resolve({ outcome: 'redriven', seq: 5 });
    await state().sendAgain();
    expect(sent[1]).toEqual(sent[0]);
    expect(state().step).toEqual({ step: 'ready' });
  });

  test('that fails for certain keeps its error, and says nothing of another letter', async () => {
    const { state, host } = await open();
    const error = new AppError('Throttled', { message: 'too fast' });
    host.answer = () => Promise.reject(error);
    await state().submit();
    expect(state().step).toEqual({ step: 'failed', error });
    const sending = state().submit();
    state().open({ queue: 'orders', key: 'other' });
    await sending;
    expect(state().step).toEqual({ step: 'ready' });
  });

  test('says what somebody else had done, or what is not legal any more', async () => {
    const { state, host, said, redriven } = await open();
    host.answer = () => Promise.resolve({ outcome: 'alreadyRedriven', redrivenAt: 'then' });
    await state().submit();
    expect(redriven).toEqual(['orders k']);
    host.answer = () => Promise.resolve({ outcome: 'refused', from: 'succeeded', to: 'retrying' });
    await state().submit();
    expect(said).toEqual([
      'Somebody had redriven this letter before. Nothing was written.',
      'succeeded to retrying is not a legal move. Nothing was written.',
    ]);
    expect(redriven).toHaveLength(1);
  });
});
