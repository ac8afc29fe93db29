import { describe, expect, test } from 'vitest';
import type { BulkProgress, LetterOutcome } from '#shared/contract/deadLetters.ts';
import { createBulkStore } from './bulkStore.ts';
import { followRedrives } from './followRedrives.ts';
import { lettersClient, previewOf, turns } from './lettersHost.fixture.ts';
import { createRedriveStore } from './redriveStore.ts';

const REF = { connection: 'embedded', table: 'tasks' };
const SHOWN = { queue: 'orders', key: 'shown' };
const MARKED = { queue: 'orders', key: 'marked' };
const REDRIVEN: LetterOutcome = { outcome: 'redriven', seq: 19 };

/** Letter `shown` of ord-1 is shown, which event 19 comes next to; another one, marked, is under way. */
async function underWay() {
  const host = { seq: 19, tell: (_: BulkProgress): void => undefined, fail: (_: unknown): void => undefined };
  let reads = 0;
  const client = lettersClient({
    preview: (letter) => {
      reads += 1;
      return Promise.resolve(previewOf(letter, 'ord-1', host.seq));
    },
    redriveAll: (_input, { onItem }) =>
      new Promise((_resolve, reject) => {
        host.tell = onItem;
        host.fail = reject;
      }),
  });
  const bulk = createBulkStore({ client });
  const redrive = createRedriveStore({
    client,
    tableRef: REF,
    onNotice: () => undefined,
    onRedriven: () => undefined,
  });
  const leave = followRedrives({ bulk, redrive });
  redrive.getState().open(SHOWN);
  bulk.getState().toggle(MARKED);
  bulk.getState().ask(REF);
  void bulk.getState().start();
  await turns();
  host.seq = 20;
  const tell = async (task: string | undefined, result: LetterOutcome, letter = MARKED): Promise<void> => {
    host.tell({ done: 1, total: 1, letter, result, ...(task === undefined ? {} : { task }) });
    await turns();
  };
  return { host, leave, tell, reads: () => reads, seq: () => redrive.getState().preview?.seq };
}

describe('the shown letter', () => {
  test('is looked at again when another letter of its task was redriven', async () => {
    const { tell, seq } = await underWay();
    expect(seq()).toBe(19);
    await tell('ord-1', REDRIVEN);
    expect(seq()).toBe(20);
  });

  test('is looked at again when it was redriven itself, or found to be, under whatever task', async () => {
    const { tell, reads } = await underWay();
    await tell(undefined, { outcome: 'unknown', message: 'Nobody knows.' }, SHOWN);
    expect(reads()).toBe(2);
  });

  test('stays as it is while other tasks are written to, or nothing is', async () => {
    const { tell, reads, leave } = await underWay();
    await tell('ord-2', REDRIVEN);
    await tell(undefined, { outcome: 'failed', code: 'CorruptItem', message: 'Broken.' });
    await tell('ord-1', { outcome: 'refused', from: 'succeeded', to: 'retrying' });
    expect(reads()).toBe(1);
    leave();
    await tell('ord-1', REDRIVEN);
    expect(reads()).toBe(1);
  });

  test('is looked at again when the redrive broke off, since the letter under way may be written', async () => {
    const { host, seq } = await underWay();
    host.fail(new Error('gone'));
    await turns();
    expect(seq()).toBe(20);
  });
});
