import { describe, expect, it } from 'vitest';
import type { EventFilter } from '#shared/contract/replay.ts';
import { eventJson, metaJson, answerOf, pageOf } from '../testing/longTask/longTask.ts';
import { taskPages } from '../worker/taskPages.ts';
import { createInlineReplayHost, type TaskSessionProxy } from './replayHost.ts';

const EVENTS = 1_000_000;
const PAGE = 4000;
const TASK = { task: 'import', events: EVENTS };
const ALL: EventFilter = { types: [], text: '', regex: false };

/** Pages in another order than that of their events, the end first, some events twice. */
async function fill(session: TaskSessionProxy): Promise<void> {
  await session.addPages([pageOf(TASK, EVENTS - 199, EVENTS + 1)]);
  const pages = Array.from({ length: EVENTS / PAGE }, (_, index) => (index * 97) % (EVENTS / PAGE));
  for (const page of pages) {
    const from = 1 + page * PAGE;
    await session.addPages([pageOf(TASK, from, Math.min(from + PAGE + 1, EVENTS + 1))]);
  }
  await session.addPages([answerOf([metaJson(TASK)])]);
}

describe('a task of a million events', () => {
  it('is kept as the pages it came in, replayed, searched and travelled', { timeout: 240_000 }, async () => {
    const host = createInlineReplayHost({ readerOf: () => taskPages });
    const session = await host.openTask('import');
    await fill(session);
    expect(await session.progress()).toMatchObject({ events: EVENTS, lastSeq: EVENTS, complete: false });
    await session.complete();

    // A question that takes little is answered while one that takes long is worked on.
    const order: string[] = [];
    const text = { ...ALL, text: `rows up to ${777_777 * 250}` };
    const search = session.events(text, { from: 0, to: 5 }).finally(() => order.push('search'));
    const progress = session.progress().finally(() => order.push('progress'));
    await Promise.all([search, progress]);
    expect(order).toEqual(['progress', 'search']);
    expect((await search).rows.map(({ seq }) => seq)).toEqual([777_777]);
    expect((await session.events({ ...ALL, types: ['TaskFailed'] }, { from: 0, to: 2 })).total).toBe(500);

    const summary = await session.summary();
    expect(summary).toMatchObject({ events: EVENTS, drift: null, attempts: 501, complete: true });
    expect(summary.findings.map(({ kind }) => kind)).toEqual(['sequence-overflow']);
    for (const seq of [1, 2, 9_999, 10_000, 501_003, 999_999, EVENTS]) {
      const { event, state } = await session.state(seq);
      expect(event && JSON.parse(eventJson(TASK, seq))).toMatchObject({ SK: { S: event?.key } });
      expect(state['last_seq']).toEqual({ N: String(seq) });
    }
    expect((await session.timeline(1000)).marks.reduce((sum, { count }) => sum + count, 0)).toBe(EVENTS);
    const last = await session.add([
      {
        kind: 'event',
        taskId: 'import',
        event: {
          seq: EVENTS + 1,
          key: `EVENT#${EVENTS + 1}`,
          type: 'TaskAssigned',
          at: '2026-06-01T00:00:00Z',
        },
      },
    ]);
    expect(last.events).toBe(EVENTS + 1);
    expect((await session.summary()).drift).toMatchObject({ class: 'lagging', equalsReplayAt: EVENTS });
    await host.close();
  });

  it('gives up a search whose asker has gone', { timeout: 60_000 }, async () => {
    const host = createInlineReplayHost({ readerOf: () => taskPages });
    const session = await host.openTask('import');
    for (let from = 1; from < 100_000; from += PAGE)
      await session.addPages([pageOf(TASK, from, from + PAGE)]);
    const stop = new AbortController();
    const slow = session.events(
      { ...ALL, text: '/r.ws/', regex: true },
      { from: 0, to: 1 },
      { signal: stop.signal },
    );
    const failure = slow.then(
      () => 'found',
      () => 'given up',
    );
    await session.progress();
    stop.abort();
    expect(await failure).toBe('given up');
    expect((await session.progress()).events).toBe(100_000);
    await host.close();
  });
});
