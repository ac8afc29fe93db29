import { describe, expect, test } from 'vitest';
import type { BulkProgress, LetterOutcome } from '#shared/contract/deadLetters.ts';
import { AppError } from '#shared/errors/appError.ts';
import { createBulkStore } from './bulkStore.ts';
import { NO_FILTER } from './store.ts';

const REF = { connection: 'embedded', table: 'tasks' };
const letter = (key: string) => ({ queue: 'orders', key });

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** A store whose host redrives when it is told to. */
function open() {
  const host: { tell: (progress: BulkProgress) => void; end: () => void; fail: (error: unknown) => void } = {
    tell: () => undefined,
    end: () => undefined,
    fail: () => undefined,
  };
  const asked: unknown[] = [];
  const never = (): Promise<never> => new Promise(() => undefined);
  const store = createBulkStore({
    client: {
      deadLetters: {
        ...{ open: never, range: never, indexOf: never, reload: never, queues: never },
        ...{ preview: never, redrive: never },
        redrivable: () => Promise.resolve([letter('a'), letter('b'), letter('c')]),
        redriveAll: (input, { signal, onItem }) => {
          asked.push(input);
          host.tell = onItem;
          return new Promise((resolve, reject) => {
            host.end = () => resolve({ done: 3, redriven: 1 });
            host.fail = reject;
            signal?.addEventListener('abort', () => reject(new AppError('Cancelled', { message: '' })));
          });
        },
      },
    },
  });
  const outcome = (key: string, result: LetterOutcome): void =>
    host.tell({ done: 1, total: 3, letter: letter(key), result });
  return { host, asked, outcome, state: () => store.getState() };
}

const keys = (state: { readonly marked: ReadonlyMap<string, { readonly key: string }> }): readonly string[] =>
  [...state.marked.values()].map(({ key }) => key);

/** All three are marked, asked about and under way. */
async function started() {
  const all = open();
  await all.state().markAll('handle', NO_FILTER);
  all.state().ask(REF);
  all.state().choose({ force: true });
  void all.state().start();
  return all;
}

describe('marks', () => {
  test('are set and taken back one by one, or all that the filter lets through', async () => {
    const { state } = open();
    state().toggle(letter('a'));
    state().toggle(letter('b'));
    state().toggle(letter('a'));
    expect(keys(state())).toEqual(['b']);
    await state().markAll('handle', NO_FILTER);
    expect(keys(state())).toEqual(['a', 'b', 'c']);
    state().unmarkAll();
    state().ask(REF);
    expect(state().bulk).toBeUndefined();
  });

  test('that go are hidden no longer, and nothing is hidden that is not marked', async () => {
    const { state } = open();
    await state().markAll('handle', NO_FILTER);
    state().hide([letter('a'), letter('b'), letter('z')]);
    expect(state().hidden).toEqual([letter('a'), letter('b')]);
    state().unmark([letter('a'), letter('y')]);
    expect(keys(state())).toEqual(['b', 'c']);
    expect(state().hidden).toEqual([letter('b')]);
    state().unmarkAll();
    expect(state().hidden).toEqual([]);
  });
});

describe('many redrives', () => {
  test('are asked about first, and tell each outcome; what is an event now is marked no longer', async () => {
    const { host, asked, outcome, state } = await started();
    expect(asked).toEqual([
      { ...REF, project: true, force: true, letters: [letter('a'), letter('b'), letter('c')] },
    ]);
    state().close();
    expect(state().bulk?.at).toEqual({ phase: 'running' });
    outcome('a', { outcome: 'redriven', seq: 5 });
    outcome('b', { outcome: 'failed', code: 'Throttled', message: 'too fast' });
    outcome('c', { outcome: 'alreadyRedriven', redrivenAt: 'then' });
    host.end();
    await settled();
    expect(state().bulk?.at).toEqual({ phase: 'over' });
    expect(state().bulk?.outcomes.map(({ result }) => result.outcome)).toEqual([
      'redriven',
      'failed',
      'alreadyRedriven',
    ]);
    expect(keys(state())).toEqual(['b']);
    state().close();
    expect(state().bulk).toBeUndefined();
  });

  test('are stopped, with what was told until then', async () => {
    const { outcome, state } = await started();
    outcome('a', { outcome: 'redriven', seq: 5 });
    state().stop();
    await settled();
    expect(state().bulk?.at).toEqual({ phase: 'stopped' });
    expect(state().bulk?.outcomes).toHaveLength(1);
    expect(keys(state())).toEqual(['b', 'c']);
  });

  test('keep the error that ended them early', async () => {
    const { host, state } = await started();
    const error = new AppError('Unreachable', { message: 'gone', details: { endpoint: 'x' } });
    host.fail(error);
    await settled();
    expect(state().bulk?.at).toEqual({ phase: 'failed', error });
  });
});
