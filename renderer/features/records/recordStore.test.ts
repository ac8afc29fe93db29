import { describe, expect, it } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import type { RecordDetail } from '#shared/contract/records.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { createRecordStore } from './recordStore.ts';
import type { WritableRecord } from './recordState.ts';

const REF = { connection: 'embedded', table: 'task_records', key: 'o:t' };

const record = (version: number, data: string): WritableRecord => ({
  key: 'o:t',
  owner: 'o',
  task: 't',
  item: { version: { N: String(version) }, data: { S: data } },
  version,
  data,
  content: { state: 'json', value: { M: {} }, repeated: [] },
  faults: {},
});

const CONFLICT: Conflict = {
  id: 'c-1',
  at: '2026-11-03T14:00:00Z',
  table: 'task_records',
  taskId: 'o:t',
  evidence: 'recorded',
  attempt: {
    kind: 'item',
    layout: 'record',
    key: 'o:t',
    action: 'write version 2 of it',
    lock: 'version',
    expected: '1',
    met: '2',
    wanted: {},
  },
  seenState: {},
  actualState: {},
  actualSeq: 0,
};

/** A store over a host whose record and answers the test sets. */
function opened() {
  let stored: RecordDetail | null = record(1, '{"n":1}');
  let answer: () => Promise<ItemWriteOutcome> = () => Promise.resolve({ outcome: 'written', item: null });
  const sent: unknown[] = [];
  const said: string[] = [];
  let ids = 0;
  let deleted = 0;
  const write = (input: unknown): Promise<ItemWriteOutcome> => {
    sent.push(input);
    return answer();
  };
  const missing = (): never => {
    throw new Error('not asked for here');
  };
  const records: AppClient['records'] = {
    open: missing,
    range: missing,
    indexOf: missing,
    reload: missing,
    owners: missing,
    get: () => Promise.resolve({ record: stored }),
    compare: ({ after }) =>
      Promise.resolve(
        after.startsWith('{')
          ? { state: 'json', from: {}, to: {}, changes: [], repeated: [] }
          : { state: 'corrupt', reason: 'no JSON value begins here', line: 1, column: 1 },
      ),
    update: write,
    remove: write,
  };
  const store = createRecordStore(
    {
      client: { records },
      clock: { now: () => 1000 },
      say: (text) => void said.push(text),
      onDeleted: () => void (deleted += 1),
      newId: () => `w-${(ids += 1)}`,
    },
    REF,
  );
  return {
    store,
    sent,
    said,
    deletions: () => deleted,
    is: (next: RecordDetail | null) => void (stored = next),
    answers: (next: () => Promise<ItemWriteOutcome>) => void (answer = next),
    step: () => store.getState().write?.step.step,
    /** Lets answers that are there already arrive. */
    settle: () => new Promise<void>((done) => setTimeout(done)),
  };
}

async function editing() {
  const host = opened();
  const { actions } = host.store.getState();
  await actions.read();
  actions.edit(record(1, '{"n":1}'));
  actions.enter('{"n":2}');
  await host.settle();
  return { ...host, actions };
}

describe('a record on screen', () => {
  it('is read, and keeps the versions that were met', async () => {
    const { store, is } = opened();
    const { actions } = store.getState();
    await actions.read();
    await actions.read();
    is(record(4, '{}'));
    await actions.read();
    expect(store.getState().record).toMatchObject({ phase: 'done', value: { version: 4 } });
    expect(store.getState().seenVersions).toEqual([
      { version: 1, at: 1000, how: 'read' },
      { version: 4, at: 1000, how: 'read' },
    ]);
    is(null);
    await actions.read();
    expect(store.getState().record).toEqual({ phase: 'done', value: null });
  });

  it('is written under the version seen, and the dialog closes', async () => {
    const { store, actions, sent, said, is } = await editing();
    is(record(2, '{"n":2}'));
    await actions.submit();
    expect(sent).toEqual([
      { ...REF, expected: 1, seen: record(1, '{"n":1}').item, data: '{"n":2}', writeId: 'w-2', again: false },
    ]);
    expect(store.getState().write).toBeUndefined();
    expect(said).toEqual(['Version 2 written']);
    expect(store.getState().seenVersions.at(-1)).toEqual({ version: 2, at: 1000, how: 'written' });
  });

  it('is not written while its text is the one stored, or no JSON', async () => {
    const { actions, sent, settle } = await editing();
    actions.enter('{"n":1}');
    await settle();
    await actions.submit();
    actions.enter('oops');
    await settle();
    await actions.submit();
    expect(sent).toEqual([]);
  });

  it('shows a lost write, and tries on top of what is there with what was entered', async () => {
    const { store, actions, answers, sent, is, step } = await editing();
    answers(() => Promise.resolve({ outcome: 'conflict', conflict: CONFLICT }));
    await actions.submit();
    expect(step()).toBe('conflict');
    is(record(2, '{"n":9}'));
    await actions.tryOnTop();
    expect(store.getState().write).toMatchObject({
      step: { step: 'editing' },
      text: '{"n":2}',
      movedFrom: 1,
      seen: { version: 2 },
    });
    answers(() => Promise.resolve({ outcome: 'written', item: null }));
    await actions.submit();
    expect(sent.at(-1)).toMatchObject({ expected: 2, data: '{"n":2}' });
  });

  it('sends an undecided write again under its name, and says so', async () => {
    const { actions, answers, sent, step } = await editing();
    answers(() => Promise.resolve({ outcome: 'unknown', message: 'not known' }));
    await actions.submit();
    expect(step()).toBe('unknown');
    await actions.askAgain();
    expect(sent).toMatchObject([
      { writeId: 'w-2', again: false },
      { writeId: 'w-2', again: true },
    ]);
  });

  it('knows nothing of a write that it stopped waiting for, and that nothing was written by a refused one', async () => {
    const { actions, answers, step } = await editing();
    answers(() => Promise.reject(new AppError('Cancelled', { message: 'stopped' })));
    await actions.submit();
    expect(step()).toBe('unknown');
    actions.editAgain();
    answers(() => Promise.reject(new AppError('Throttled', { message: 'too fast' })));
    await actions.submit();
    expect(step()).toBe('failed');
  });

  it('is deleted under its version, and left', async () => {
    const { store, actions, sent, said, deletions } = await editing();
    actions.close();
    actions.remove(record(1, '{"n":1}'));
    await actions.submit();
    expect(sent).toEqual([{ ...REF, expected: 1, seen: record(1, '{"n":1}').item }]);
    expect(said).toEqual(['Version 1 deleted']);
    expect(deletions()).toBe(1);
    expect(store.getState().write).toBeUndefined();
  });
});
