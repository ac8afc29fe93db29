import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseRow } from '#shared/contract/causation.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { eventItem, sampleEvent } from '../samples.ts';
import { finish } from '../slices.ts';
import { createCausalIndex, nameOf, placeOf, type CausalIndex } from './causalIndex.ts';
import { causationTree } from './causationTree.ts';

type Linked = Partial<Pick<TaskEvent, 'eventId' | 'causationId' | 'correlationId' | 'idempotencyKey'>>;

const eventsOf = (...links: readonly Linked[]): readonly TaskEvent[] =>
  links.map((more, index) => sampleEvent(index + 1, `E${index + 1}`, undefined, more));

function indexOf(tasks: Readonly<Record<string, readonly TaskEvent[]>>, room?: number) {
  const index = createCausalIndex(room);
  for (const [task, events] of Object.entries(tasks))
    index.put(
      task,
      events.map((event) => eventItem(event, task)),
    );
  return index;
}

const told = (rows: readonly CauseRow[]): readonly string[] =>
  rows.map((row) => {
    const mark = row.relation === 'self' ? '*' : '';
    const indent = ' '.repeat(row.depth);
    switch (row.kind) {
      case 'event':
        return `${indent}${mark}${row.task}@${row.seq}`;
      case 'run':
        return `${indent}${row.task}@${row.seq}-${row.toSeq}`;
      case 'outside':
      case 'missing':
        return `${indent}${row.kind} ${row.text}`;
      case 'cycle':
        return `${indent}cycle ${row.task}@${row.seq}`;
      case 'more':
        return `${indent}more ${row.count}`;
    }
  });

const treeOf = (tasks: Readonly<Record<string, readonly TaskEvent[]>>, task: string, seq: number) => {
  const event = tasks[task]?.[seq - 1];
  if (event === undefined) throw new Error('no such event');
  return finish(causationTree(indexOf(tasks), task, event));
};

describe('the name of a cause', () => {
  it('is a task and a number, however it is written', () => {
    expect(['a@7', 'a/0007', 'a#7'].map(nameOf)).toEqual(['a@7', 'a@7', 'a@7']);
    expect(placeOf(nameOf('TASK/x#12'))).toEqual({ task: 'TASK/x', seq: 12 });
    expect([nameOf('request-5'), placeOf('request-5')]).toEqual(['request-5', undefined]);
  });
});

describe('causes and effects', () => {
  it('go across tasks, from the first cause to the last effect', () => {
    const tasks = {
      order: eventsOf({ causationId: 'web-77' }, { causationId: 'order@1' }),
      pay: eventsOf({ causationId: 'order/0002' }, { causationId: 'EVENT#0001' }),
      ship: eventsOf({ causationId: 'pay#2' }),
    };
    expect(told(treeOf(tasks, 'pay', 1).rows)).toEqual([
      'outside web-77',
      ' order@1',
      ' order@2',
      '  *pay@1',
      '   pay@2',
      '    ship@1',
    ]);
  });

  it('are found by an idempotency key, and by a sort key of the same stream', () => {
    const tasks = {
      a: eventsOf({ idempotencyKey: 'cmd-1' }, { causationId: 'EVENT#0001' }),
      b: eventsOf({ causationId: 'cmd-1' }),
    };
    expect(told(treeOf(tasks, 'a', 1).rows)).toEqual(['*a@1', ' a@2', ' b@1']);
    expect(told(treeOf(tasks, 'b', 1).rows)).toEqual(['a@1', ' *b@1']);
  });

  it('are found by the id that a writer gave an event, before any other name', () => {
    const tasks = {
      a: eventsOf({ eventId: 'e-1', idempotencyKey: 'cmd' }, { eventId: 'e-2', causationId: 'e-1' }),
      b: eventsOf({ eventId: 'e-3', causationId: 'e-2' }, { eventId: 'cmd', causationId: 'e-3' }),
      c: eventsOf({ eventId: 'e-5', causationId: 'cmd' }),
    };
    expect(told(treeOf(tasks, 'b', 1).rows)).toEqual(['a@1', 'a@2', ' *b@1', '  b@2', '   c@1']);
    expect(told(treeOf(tasks, 'a', 1).rows)).toEqual(['*a@1', ' a@2', '  b@1', '  b@2', '   c@1']);
    // Ids that count from 0 look like places; they are ids all the same.
    const counted = {
      a: eventsOf({ eventId: 'a@0' }, { eventId: 'a@1', causationId: 'a@0' }, { causationId: 'a@1' }),
    };
    expect(told(treeOf(counted, 'a', 2).rows)).toEqual(['a@1', '*a@2', ' a@3']);
  });

  it('keep to their own task where several give the same id', () => {
    const chain = eventsOf({ eventId: '1' }, { eventId: '2', causationId: '1' });
    expect(told(treeOf({ a: chain, b: chain }, 'b', 1).rows)).toEqual(['*b@1', ' b@2']);
    expect(told(treeOf({ a: chain, b: chain, c: eventsOf({ causationId: '2' }) }, 'c', 1).rows)).toEqual([
      'a@1',
      'a@2',
      ' *c@1',
    ]);
  });

  it('that lead in a circle are told once, and end there', () => {
    const tasks = { a: eventsOf({ causationId: 'b@1' }), b: eventsOf({ causationId: 'a@1' }) };
    expect(told(treeOf(tasks, 'a', 1).rows)).toEqual([
      'cycle a@1',
      ' b@1',
      '  *a@1',
      '   b@1',
      '    cycle a@1',
    ]);
    const own = { a: eventsOf({ causationId: 'a@1' }) };
    expect(told(treeOf(own, 'a', 1).rows)).toEqual(['cycle a@1', ' *a@1', '  cycle a@1']);
  });

  it('tell an event that is not there from what was never one', () => {
    expect(told(treeOf({ a: eventsOf({ causationId: 'a@9' }) }, 'a', 1).rows)).toEqual([
      'missing a@9',
      ' *a@1',
    ]);
    expect(told(treeOf({ a: eventsOf({ causationId: 'z@9' }) }, 'a', 1).rows)).toEqual([
      'outside z@9',
      ' *a@1',
    ]);
  });

  it('fold a long row of one task into a line', () => {
    const links = Array.from({ length: 5000 }, (_, index) => ({ causationId: `a@${index}` }));
    const tasks = { a: eventsOf(...links) };
    expect(told(treeOf(tasks, 'a', 3000).rows)).toEqual([
      'missing a@0',
      ' a@1',
      ' a@2-2998',
      ' a@2999',
      ' *a@3000',
      '  a@3001',
      '  a@3002-4999',
      '  a@5000',
    ]);
  });

  it('are looked up about once each, however many events share the name of their cause', () => {
    const shared = { idempotencyKey: 'same', causationId: 'same' };
    const events = eventsOf(...Array.from({ length: 50 }, () => shared));
    const tasks = Array.from({ length: 10 }, (_, task) => [`t${task}`, events] as const);
    const index = indexOf(Object.fromEntries(tasks));
    let lookups = 0;
    const counting: CausalIndex = {
      ...index,
      byId: (name, task) => {
        lookups += 1;
        return index.byId(name, task);
      },
      causedBy: (name) => {
        const found = index.causedBy(name);
        lookups += found.length;
        return found;
      },
    };
    const [first] = events;
    if (first === undefined) throw new Error('no such event');
    const { rows } = finish(causationTree(counting, 't0', first));
    expect(rows.length).toBeGreaterThan(300);
    expect(lookups).toBeLessThan(3 * 500);
  });

  it.each(['the same', 'of its own'])('are worked out in short slices, each event %s cause', (whose) => {
    const tasks = Array.from({ length: 200 }, (_, task) => {
      const links = Array.from({ length: 250 }, (_item, at) => ({
        correlationId: 'c',
        idempotencyKey: whose === 'the same' ? 'k' : `k-${task}-${at}`,
        causationId: whose === 'the same' ? 'k' : at === 0 ? 'k-0-0' : `k-${task}-${at - 1}`,
      }));
      return [`t${task}`, eventsOf(...links)] as const;
    });
    const index = indexOf(Object.fromEntries(tasks));
    let work = 0;
    const counting: CausalIndex = {
      ...index,
      byId: (name, task) => {
        work += 1;
        return index.byId(name, task);
      },
    };
    const [first] = tasks[0]?.[1] ?? [];
    if (first === undefined) throw new Error('no such event');
    const slices = causationTree(counting, 't0', first);
    const works: number[] = [];
    let slice = slices.next();
    for (; slice.done !== true; slice = slices.next()) {
      works.push(work);
      work = 0;
    }
    // 50,000 events, each looked at at least once.
    expect(works.length).toBeGreaterThan(2);
    expect(Math.max(...works, work)).toBeLessThan(2500);
    expect(slice.value.rows.length).toBeGreaterThan(300);
    const told = slice.value.rows.filter(({ kind }) => kind === 'more').length;
    expect([told, slice.value.correlation?.tasks.length]).toEqual([1, 50]);
  });

  it('come with the other tasks of the correlation', () => {
    const tasks = {
      a: eventsOf({ correlationId: 'c' }),
      b: eventsOf({}, { correlationId: 'c' }, { correlationId: 'c' }),
      d: eventsOf({ correlationId: 'other' }),
    };
    expect(treeOf(tasks, 'a', 1).correlation).toEqual({
      id: 'c',
      tasks: [{ task: 'b', seq: 2, events: 2 }],
      more: 0,
    });
  });

  it('are told of any links whatever, each event once below, and always end', () => {
    const names = fc.constantFrom('a@1', 'a@2', 'b@1', 'b@2', 'b@3', 'k1', 'k2', 'EVENT#0001', '');
    const linked = fc.record(
      { eventId: names, causationId: names, idempotencyKey: names },
      { requiredKeys: [] },
    );
    const links = fc.array(linked, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(links, links, (a, b) => {
        const tasks = { a: eventsOf(...a), b: eventsOf(...b) };
        const { rows } = treeOf(tasks, 'a', 1);
        expect(rows.filter(({ relation }) => relation === 'self')).toHaveLength(1);
        const below = told(rows.filter(({ relation, kind }) => relation === 'effect' && kind === 'event'));
        const places = below.map((line) => line.trim());
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 500 },
    );
  });
});

/** The event that stands before another as its cause, by the tree of the other. */
const causeAbove = (rows: readonly CauseRow[]): string | undefined => {
  const self = rows.findIndex(({ relation }) => relation === 'self');
  const above = rows[self - 1];
  return above !== undefined && above.kind === 'event' ? `${above.task}@${above.seq}` : undefined;
};

it('every event that has a cause is among the effects of that cause, and no other', () => {
  const ids = fc.constantFrom('e1', 'e2', 'e3', 'a@1', 'b@2', 'EVENT#0001');
  const linked = fc.record({ eventId: ids, causationId: ids, idempotencyKey: ids }, { requiredKeys: [] });
  const links = fc.array(linked, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(links, links, (a, b) => {
      const tasks: Readonly<Record<string, readonly TaskEvent[]>> = { a: eventsOf(...a), b: eventsOf(...b) };
      const all = ['a', 'b'].flatMap((task) => (tasks[task] ?? []).map(({ seq }) => ({ task, seq })));
      for (const cause of all) {
        const { rows } = treeOf(tasks, cause.task, cause.seq);
        const self = rows.find(({ relation }) => relation === 'self');
        const below = rows.filter(
          (row) => row.kind === 'event' && row.relation === 'effect' && row.depth === (self?.depth ?? 0) + 1,
        );
        for (const row of below) {
          // A chain within a task stands at one depth: its first event is the effect.
          if (row.kind !== 'event' || row !== below[0]) continue;
          const name = `${cause.task}@${cause.seq}`;
          expect(causeAbove(treeOf(tasks, row.task, row.seq).rows)).toBe(name);
        }
      }
    }),
    { numRuns: 300 },
  );
});

describe('the index', () => {
  it('forgets what a task said before, and knows when it has no room', () => {
    const index = indexOf({ a: eventsOf({ causationId: 'x', correlationId: 'c' }) }, 3);
    index.put('a', [eventItem(sampleEvent(1, 'T', undefined, { causationId: 'y' }), 'a')]);
    expect([index.causedBy('x'), index.correlated('c')]).toEqual([[], []]);
    expect(index.causedBy('y')).toHaveLength(1);
    expect(index.isFull).toBe(false);
    index.put(
      'b',
      eventsOf({}, {}, {}).map((event) => eventItem(event, 'b')),
    );
    expect(index.isFull).toBe(true);
    index.put('b', []);
    expect([index.isFull, index.hasTask('b')]).toEqual([false, false]);
  });
});
