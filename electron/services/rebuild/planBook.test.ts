import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { RebuildPlan } from '#shared/model/rebuild.ts';
import type { RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { diffDocuments } from '../../replay/diff.ts';
import { createPlanBook, type PlanBook, type PlanBookDeps } from './planBook.ts';

const REF = { connection: 'c', table: 'tasks' };

const rewrite = (task: string, before: AttributeMap | null, after: AttributeMap): RebuildPlan => ({
  kind: 'rewrite',
  task,
  seq: 2,
  before,
  after,
  changes: [...diffDocuments(before ?? {}, after)],
  drift: { class: 'diverged', fields: [], equalsReplayAt: null, firstDivergentSeq: 2 },
});

const RUNNING: AttributeMap = { status: { S: 'running' } };
const WRONG: AttributeMap = { status: { S: 'succeeded' } };

const planOf = (task: string): RebuildPlan => {
  if (task.startsWith('absent')) return rewrite(task, null, RUNNING);
  if (task.startsWith('agrees')) return { kind: 'agrees', task, seq: 2 };
  if (task.startsWith('damaged')) return { kind: 'damaged', task, findings: [] };
  if (task.startsWith('both'))
    return rewrite(task, { ...WRONG, n: { N: '1' } }, { ...RUNNING, n: { N: '2' } });
  return rewrite(task, WRONG, RUNNING);
};

/** Opens a plan, waits until it is over, does `work` and closes it. */
async function planned<T>(
  book: PlanBook,
  tasks: string[],
  work: (handle: string, planning: RebuildPlanning) => T,
): Promise<T> {
  const close = new AbortController();
  return new Promise<T>((settle, fail) => {
    const emit = (planning: RebuildPlanning): Promise<void> => {
      if (planning.phase === 'planning') return Promise.resolve();
      settle(work(planning.handle, planning));
      close.abort();
      return Promise.resolve();
    };
    book.open(REF, { kind: 'tasks', tasks }, { signal: close.signal, emit }).catch(fail);
  });
}

const bookOf = (plan: PlanBookDeps['plan'] = ({ task }) => Promise.resolve(planOf(task))): PlanBook =>
  createPlanBook({
    namesOf: (scope) => Promise.resolve(scope.kind === 'tasks' ? scope.tasks : []),
    plan,
    newId: () => 'plan',
  });

const namesIn = (book: PlanBook, handle: string): readonly string[] =>
  book.chosenIn(handle).map(({ task }) => task);

describe('a plan of many rebuilds', () => {
  it('tells each task in the order of the list, the counts, and the causes with the largest first', async () => {
    const tasks = ['x1', 'both1', 'agrees', 'damaged', 'x2', 'absent'];
    const own = bookOf();
    await planned(own, tasks, (handle, planning) => {
      expect(planning).toMatchObject({ total: 6, done: 6, rewrites: 4, chosen: 4, agrees: 1, refused: 1 });
      expect(planning.causes).toMatchObject([
        { class: 'diverged', fields: ['status'], tasks: 2, chosen: 2 },
        { class: 'diverged', fields: ['n', 'status'], tasks: 1 },
        { class: 'absent', fields: [], tasks: 1 },
      ]);
      const { rows, total } = own.range(handle, { from: 0, to: 3 });
      expect(total).toBe(6);
      expect(rows.map(({ task, plan }) => [task, plan?.kind])).toEqual([
        ['x1', 'rewrite'],
        ['both1', 'rewrite'],
        ['agrees', 'agrees'],
      ]);
    });
  });

  it('takes in and leaves out all, a cause, or one; a task never counts twice', async () => {
    const own = bookOf();
    await planned(own, ['x1', 'both1', 'x2', 'agrees'], (handle, { causes: [cause] }) => {
      const key = cause?.key ?? '';
      own.choose(handle, { kind: 'task', task: 'x1' }, false);
      own.choose(handle, { kind: 'task', task: 'x1' }, false);
      expect(namesIn(own, handle)).toEqual(['both1', 'x2']);
      own.choose(handle, { kind: 'cause', key }, false);
      expect(namesIn(own, handle)).toEqual(['both1']);
      own.choose(handle, { kind: 'all' }, false);
      expect(() => own.chosenIn(handle)).toThrow('No projection is chosen.');
      own.choose(handle, { kind: 'cause', key }, true);
      expect(namesIn(own, handle)).toEqual(['x1', 'x2']);
    });
  });

  it('one that cannot be replayed is told and stops none of the others; an outage ends it', async () => {
    const broken = bookOf(({ task }) =>
      task === 'bad'
        ? Promise.reject(new AppError('NotFound', { message: 'not there' }))
        : Promise.resolve(planOf(task)),
    );
    await planned(broken, ['bad', 'x1'], (handle, planning) => {
      expect(planning).toMatchObject({ done: 2, failed: 1, rewrites: 1 });
      expect(broken.range(handle, { from: 0, to: 1 }).rows[0]?.plan).toEqual({
        kind: 'failed',
        reason: 'not there',
      });
    });
    const away = bookOf(() => Promise.reject(new AppError('Unreachable', { message: 'gone' })));
    await expect(planned(away, ['x1'], () => undefined)).rejects.toMatchObject({ code: 'Unreachable' });
  });

  it('stopped early it keeps what was replayed; the rest is not rebuilt', async () => {
    const own = bookOf(({ task }, signal) => {
      if (task === 'x1') return Promise.resolve(planOf(task));
      // Everything after the first waits until it is given up.
      own.stop('plan');
      return Promise.reject(new AppError('Cancelled', { message: String(signal.aborted) }));
    });
    await planned(own, ['x1', 'x2', 'x3'], (handle, planning) => {
      expect(planning).toMatchObject({ phase: 'stopped', total: 3, done: 1, rewrites: 1 });
      expect(namesIn(own, handle)).toEqual(['x1']);
      expect(own.range(handle, { from: 1, to: 2 }).rows).toEqual([
        { task: 'x2', plan: null, isChosen: true },
      ]);
    });
  });

  it('is gone once it is closed', async () => {
    const own = bookOf();
    const handle = await planned(own, ['x1'], (name) => name);
    await new Promise((settle) => setImmediate(settle));
    expect(() => own.chosenIn(handle)).toThrow('no longer open');
  });
});
