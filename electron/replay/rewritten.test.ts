import { describe, expect, it } from 'vitest';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { eventItem, legalStream, sampleEvent } from './samples.ts';
import { createTaskSession } from './createTaskSession.ts';
import type { TaskSession } from './taskSession.ts';

const events = legalStream(Array.from({ length: 30 }, () => 0));
const items = (): TaskItem[] => events.map((event) => eventItem(event));

const opened = (): TaskSession => {
  const session = createTaskSession('t');
  session.add(items());
  session.complete();
  return session;
};

/** Event 28 as another writer would have it. */
const other = sampleEvent(28, 'TaskCancelled', { reason: { S: 'mine' } });
const withOther = items().map((item, index) => (index === 27 ? eventItem(other) : item));

const told = (session: TaskSession): readonly unknown[] =>
  session.rewritten().events.map(({ seq, to }) => [seq, to === null ? 'gone' : to['type']]);

describe('events that were read, and are read again', () => {
  it('say nothing as long as they are the same', () => {
    const session = opened();
    const { version } = session.progress();
    expect(session.recheck(20, items().slice(20))).toMatchObject({ version });
    expect(session.rewritten()).toEqual({ events: [], more: 0 });
  });

  it('are told with both versions when they were written over, the first one kept', () => {
    const session = opened();
    const { version } = session.progress();
    expect(session.recheck(20, withOther.slice(20)).version).toBeGreaterThan(version);
    const again = { ...other, data: { reason: { S: 'again' } } };
    session.recheck(27, [eventItem(again), ...items().slice(28)]);
    const [found, ...others] = session.rewritten().events;
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      seq: 28,
      key: 'EVENT#0028',
      from: { type: { S: events[27]?.type } },
      to: { type: { S: 'TaskCancelled' }, data: { M: { reason: { S: 'again' } } } },
    });
    expect(found?.changes.map(({ path }) => path[0])).toContain('type');
    expect(session.state(28).event?.type).toBe('TaskCancelled');
  });

  it('are gone when two looks in a row do not find them, and leave a gap', () => {
    const session = opened();
    const without = items().filter((_, index) => index !== 24);
    session.recheck(20, without.slice(20));
    expect(told(session)).toEqual([]);
    session.recheck(20, items().slice(20));
    session.recheck(20, without.slice(20));
    expect([told(session), session.progress().events]).toEqual([[], 30]);
    session.recheck(20, without.slice(20));
    expect([told(session), session.progress().events]).toEqual([[[25, 'gone']], 29]);
    expect(session.summary().findings).toContainEqual(
      expect.objectContaining({ kind: 'sequence-gap', missing: [25] }),
    );
  });

  it('are told of after a reset too, once the stream has been read again', () => {
    const session = opened();
    session.reset();
    session.add(withOther.slice(0, 29));
    expect(told(session)).toEqual([]);
    session.complete();
    expect(told(session)).toEqual([
      [28, { S: 'TaskCancelled' }],
      [30, 'gone'],
    ]);
  });

  it('are told of when the stream is cleared again before it has been read to its end', () => {
    const session = opened();
    session.reset();
    session.add(items().slice(0, 10));
    session.reset();
    session.add(items().slice(0, 25));
    session.complete();
    expect(told(session)).toEqual([26, 27, 28, 29, 30].map((seq) => [seq, 'gone']));
  });

  it('are told no more as gone once they are there again: as they are now, or not at all', () => {
    const session = opened();
    session.reset();
    session.add(items().slice(0, 25));
    session.complete();
    expect(told(session)).toHaveLength(5);
    session.add(items().slice(28));
    expect(told(session)).toEqual([26, 27, 28].map((seq) => [seq, 'gone']));
    session.recheck(14, withOther.slice(14));
    expect(told(session)).toEqual([[28, { S: 'TaskCancelled' }]]);
    expect(session.rewritten().events[0]?.from['type']).toEqual({ S: events[27]?.type });
  });

  it('are told when what lies there now cannot be read, and when that is mended otherwise', () => {
    const session = opened();
    const unread: TaskItem = {
      kind: 'undecodable',
      taskId: 't',
      undecodable: { key: other.key, seq: 28, reason: 'It has no type.' },
    };
    session.recheck(
      14,
      items()
        .map((item, index) => (index === 27 ? unread : item))
        .slice(14),
    );
    expect(told(session)).toEqual([[28, 'gone']]);
    session.recheck(14, withOther.slice(14));
    expect(told(session)).toEqual([[28, { S: 'TaskCancelled' }]]);
  });

  it('are told when only what is kept beside the payload has changed', () => {
    const session = opened();
    const [last] = events.slice(-1);
    if (last === undefined) throw new Error('an event');
    session.recheck(29, [eventItem({ ...last, metadata: { by: { S: 'other' } } })]);
    const [found] = session.rewritten().events;
    expect(found?.changes.map(({ path }) => path[0])).toEqual(['metadata']);
  });

  it('are kept up to some number, and counted beyond', () => {
    const session = createTaskSession('t');
    const many = Array.from({ length: 80 }, (_, index) => sampleEvent(index + 1, 'Odd'));
    session.add(many.map((event) => eventItem(event)));
    session.complete();
    session.recheck(
      0,
      many.map((event) => eventItem({ ...event, actor: 'other' })),
    );
    const { events: kept, more } = session.rewritten();
    expect([kept.length, more]).toEqual([50, 30]);
  });
});
