import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskOverviewSchema, taskRowSchema, type TaskFilter } from '#shared/contract/tasks.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { fold } from './reducer.ts';
import { noneReducer } from './reducers/noneReducer.ts';
import {
  eventItem,
  junkItems,
  legalStreams,
  projectionItem,
  sampleEvent,
  sampleStream,
  timeAt,
} from './samples.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskIndex, type TaskIndex } from './taskIndex.ts';
import { createTaskSession } from './createTaskSession.ts';

const ALL: TaskFilter = { statuses: [], text: '', onlyFindings: false, order: 'id' };
const RANGE = { from: 0, to: 100 };

const itemsOf = (task: string, events: readonly TaskEvent[], stored?: AttributeMap): TaskItem[] => [
  ...events.map((event) => eventItem(event, task)),
  ...(stored === undefined ? [] : [projectionItem(stored, task)]),
];

/** A task whose projection is as replayed, but for `change`. */
const task = (id: string, types: readonly string[], change: AttributeMap = {}): TaskItem[] => {
  const events = sampleStream(...types);
  return itemsOf(id, events, { ...fold(taskReducer, events), title: { S: `Title of ${id}` }, ...change });
};

const A = task('a', ['TaskCreated', 'TaskStarted', 'TaskSucceeded']).map((item) =>
  item.kind === 'event' && item.event.seq === 1
    ? eventItem(
        sampleEvent(
          1,
          'TaskCreated',
          { title: { S: 'Title of a' }, order_id: { S: 'ORD-0042' } },
          { correlationId: 'REQ-1', idempotencyKey: 'Idem-9' },
        ),
        'a',
      )
    : item,
);
const B = task('b', ['TaskCreated', 'TaskStarted', 'TaskFailed'], {
  title: { S: 'none' },
  last_error: { S: 'E_GATEWAY' },
});
const C = itemsOf('c', sampleStream('TaskCreated', 'TaskStarted'), { status: { S: 'pending' } });
const D = itemsOf('d', sampleStream('TaskCreated', 'TaskStarted'));
const E = itemsOf('e', [], { status: { S: 'odd' }, attempts: { N: '4' }, updated_at: { S: timeAt(500) } });

const filled = (...items: readonly (readonly TaskItem[])[]): TaskIndex => {
  const index = createTaskIndex();
  items.forEach((part, segment) => index.add(segment, part));
  index.end();
  return index;
};

const ids = (index: TaskIndex, filter: Partial<TaskFilter> = {}): string[] =>
  index.range({ ...ALL, ...filter }, RANGE).rows.map((row) => row.task);

describe('task index', () => {
  it('holds a row for each task', () => {
    const { rows, total } = filled(A, B, C, D, E).range(ALL, RANGE);
    expect(total).toBe(5);
    expect(rows[0]).toEqual({
      task: 'a',
      status: 'succeeded',
      replayedStatus: 'succeeded',
      title: 'Title of a',
      lastType: 'TaskSucceeded',
      lastSeq: 3,
      events: 3,
      attempts: 1,
      changedAt: timeAt(3),
      findings: { error: 0, warning: 0 },
    });
    expect(rows[2]).toMatchObject({
      status: 'pending',
      replayedStatus: 'running',
      findings: { error: 0, warning: 1, worst: 'warning' },
    });
    expect(rows[3]).toMatchObject({
      replayedStatus: 'running',
      findings: { error: 1, warning: 0, worst: 'error' },
    });
    expect(rows[3]).not.toHaveProperty('status');
    expect(rows[4]).toMatchObject({ status: 'odd', attempts: 4, events: 0, changedAt: timeAt(500) });
    expect(rows[4]).not.toHaveProperty('replayedStatus');
  });

  it('is the same in whatever pages and segments the items come', () => {
    const whole = fc.array(
      legalStreams.map((events) => events.slice(0, 30)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(whole, fc.array(fc.nat(300)), fc.integer({ min: 1, max: 3 }), (streams, cuts, segments) => {
        const tasks = streams.map((events, n) => {
          // The order of keys as text, as a scan gives it.
          const byText = [...events].sort((a, b) => (a.key < b.key ? -1 : 1));
          return itemsOf(`t${n}`, byText, fold(taskReducer, events));
        });
        const index = createTaskIndex();
        for (let segment = 0; segment < segments; segment += 1) {
          const items = tasks.filter((_, n) => n % segments === segment).flat();
          const edges = [0, ...cuts.filter((at) => at < items.length).sort((a, b) => a - b), items.length];
          edges.slice(1).forEach((end, at) => index.add(segment, items.slice(edges[at], end)));
        }
        expect(index.end().items).toBe(tasks.flat().length);
        expect(index.range(ALL, RANGE).rows).toEqual(filled(...tasks).range(ALL, RANGE).rows);
        expect(index.range({ ...ALL, onlyFindings: true }, RANGE).total).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('orders by number before folding, as text order breaks after 9999', () => {
    const seqs = Array.from({ length: 10_001 }, (_, i) => i + 1);
    const events = seqs.map((seq) =>
      sampleEvent(seq, seq === 1 ? 'TaskCreated' : 'TaskAssigned', { assignee: { S: String(seq) } }),
    );
    const byText = [...events].sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(byText.map(({ seq }) => seq)).not.toEqual(seqs);
    const index = filled(itemsOf('t', byText, fold(taskReducer, events)));
    expect(index.range(ALL, RANGE).rows[0]).toMatchObject({
      lastSeq: 10_001,
      findings: { error: 0, warning: 1 },
    });
  });

  it('counts the same findings as a session of the task', () => {
    fc.assert(
      fc.property(fc.array(junkItems, { maxLength: 30 }), (items) => {
        const session = createTaskSession('t');
        session.add(items);
        session.complete();
        const { findings } = session.summary();
        const [row] = filled(items).range(ALL, RANGE).rows;
        if (row === undefined) return;
        expect(taskRowSchema.safeParse(row).success).toBe(true);
        expect(row.findings.error).toBe(findings.filter(({ severity }) => severity === 'error').length);
        expect(row.findings.warning).toBe(findings.filter(({ severity }) => severity === 'warning').length);
        expect(row.findings.worst).toBe(findings[0]?.severity);
      }),
    );
  });

  it('filters by status, text and findings', () => {
    const index = filled(A, B, C, D, E);
    expect(ids(index, { statuses: ['pending', 'odd'] })).toEqual(['c', 'e']);
    expect(ids(index, { statuses: ['running'] })).toEqual(['d']);
    expect(ids(index, { text: 'TITLE OF' })).toEqual(['a']);
    expect(ids(index, { text: 'e_gate' })).toEqual(['b']);
    expect(ids(index, { text: 'ord-0042' })).toEqual(['a']);
    expect(ids(index, { onlyFindings: true })).toEqual(['b', 'c', 'd', 'e']);
    expect(ids(index, { onlyFindings: true, text: 'gateway', statuses: ['failed'] })).toEqual(['b']);
  });

  it('orders by id, by last change and by findings', () => {
    const index = filled(A, B, C, D, E);
    expect(ids(index, { order: 'recent' })).toEqual(['e', 'a', 'b', 'c', 'd']);
    expect(ids(index, { order: 'oldest' })).toEqual(['c', 'd', 'b', 'e', 'a']);
    expect(ids(index, { order: 'worst' })).toEqual(['e', 'b', 'd', 'c', 'a']);
    expect(index.indexOf({ ...ALL, order: 'worst' }, 'c')).toEqual({ index: 3 });
    expect(index.indexOf({ ...ALL, statuses: ['failed'] }, 'a')).toEqual({ index: null });
    expect(index.range(ALL, { from: 1, to: 3 }).rows.map((row) => row.task)).toEqual(['b', 'c']);
  });

  it('finds a task from whatever a log quotes, ids first', () => {
    const index = filled(A, B, itemsOf('ORD-0042-x', sampleStream('TaskCreated')));
    const found = (text: string): string[] => index.find(text, 10).map((row) => row.task);
    expect(found('ord-0042')).toEqual(['ORD-0042-x', 'a']);
    expect(found('req-1')).toEqual(['a']);
    expect(found('idem-9')).toEqual(['a']);
    expect(found('title of a')).toEqual(['a']);
    expect(found(' ')).toEqual([]);
    expect(index.find('0', 1)).toHaveLength(1);
  });

  it('finds a task from what a clipboard holds', () => {
    const index = filled(A, task('pay-1', ['TaskCreated']), task('pay-12', ['TaskCreated']));
    for (const text of ['TASK#pay-1', '"pay-1"', 'pay-1@1', '#pay-1']) {
      expect(index.find(text, 10)[0]?.task).toBe('pay-1');
      expect(ids(index, { text })).toContain('pay-1');
    }
    for (const text of ['task=pay-1 failed', '2026-11-21T05:13:55Z ERROR "PK":"TASK#pay-1" lost']) {
      expect(index.find(text, 10)[0]?.task).toBe('pay-1');
      expect(ids(index, { text })).toEqual(['pay-1']);
    }
    expect(ids(index, { text: 'failed order ORD-0042' })).toEqual(['a']);
    expect(ids(index, { text: 'nothing-here at all' })).toEqual([]);
  });

  it('tells counts, drift, age and the oldest open task', () => {
    const overview = filled(A, B, C, D, E).overview(timeAt(500 + 3600));
    expect(taskOverviewSchema.safeParse(overview).success).toBe(true);
    expect(overview).toMatchObject({
      total: 5,
      byStatus: [
        { status: 'pending', count: 1 },
        { status: 'running', count: 1 },
        { status: 'succeeded', count: 1 },
        { status: 'failed', count: 1 },
        { status: 'odd', count: 1 },
      ],
      withErrors: 3,
      withWarnings: 1,
      drifting: 3,
      oldestOpen: { task: 'c', status: 'pending', changedAt: timeAt(2) },
    });
    expect(overview.openByAge.map(({ count }) => count)).toEqual([0, 1, 3, 0, 0]);
  });

  it('names every task whose projection drifts or is missing, where there is a reducer to make one', () => {
    const index = filled(A, B, C, D, E);
    expect(index.drifting()).toEqual(['b', 'c', 'd']);
    const unfolded = createTaskIndex(noneReducer);
    unfolded.add(0, [...C, ...D]);
    unfolded.end();
    expect(unfolded.drifting()).toEqual([]);
  });

  it('replaces one task, and drops one that is gone', () => {
    const index = filled(A, B);
    const { version } = index.progress();
    expect(index.replaceTask('b', task('b', ['TaskCreated'])).version).toBeGreaterThan(version);
    expect(index.range(ALL, RANGE).rows[1]).toMatchObject({ status: 'pending', events: 1 });
    index.replaceTask('b', []);
    expect(ids(index)).toEqual(['a']);
  });

  it('keeps the rows while the table is read again, and drops what is gone at its end', () => {
    const index = filled(A, B, C);
    index.restart();
    expect(ids(index)).toEqual(['a', 'b', 'c']);
    index.add(0, [...A, ...task('b', ['TaskCreated'])]);
    expect(ids(index)).toEqual(['a', 'b', 'c']);
    index.end();
    expect(ids(index)).toEqual(['a', 'b']);
    expect(index.range(ALL, RANGE).rows[1]).toMatchObject({ status: 'pending' });
    expect(index.progress().tasks).toBe(2);
  });

  it('counts bystanders and otherwise leaves them alone', () => {
    const index = filled([...A.slice(0, 2), { kind: 'bystander' }, ...A.slice(2), { kind: 'bystander' }]);
    expect(index.progress()).toMatchObject({ tasks: 1, items: A.length + 2 });
    expect(index.range(ALL, RANGE).rows[0]).toMatchObject({ events: 3 });
  });
});
