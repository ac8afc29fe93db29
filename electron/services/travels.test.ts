import { afterEach, describe, expect, it } from 'vitest';
import type { Looked, SearchNews } from '#shared/contract/travel.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { ReplayCallOptions } from '../replay/hostApi.ts';
import { createInlineReplayHost } from '../replay/replayHost.ts';
import { eventItem, sampleEvent } from '../replay/samples.ts';
import type { SearchAnswer } from '../replay/travel/travelSession.ts';
import { createTravels, MOST_HITS } from './travels.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A session of `length` events of which every one but the first carries “step”, and a clock that a look takes 60 ms of. */
const opened = async (length: number) => {
  const host = createInlineReplayHost();
  closing.push(() => host.close());
  const session = await host.openTask('t');
  const events = Array.from({ length }, (_, index) =>
    index === 0
      ? sampleEvent(1, 'TaskCreated')
      : sampleEvent(index + 1, 'TaskProgressed', { message: { S: `step ${String(index)}` } }),
  );
  await session.add(events.map((event) => eventItem(event)));
  await session.complete();
  let now = 0;
  const travels = createTravels({ openTasks: { session: () => session }, now: () => (now += 60) });
  return { session, travels };
};

const QUERY = { within: 'events', text: 'step', regex: false } as const;

/** Long questions over a session that answers these slices, one after the other. */
const scripted = (slices: readonly SearchAnswer[]) => {
  const left = [...slices];
  const session = {
    find: () => Promise.reject(new Error('not asked here')),
    search: (_query: unknown, _cursor: unknown, options?: ReplayCallOptions) => {
      const next = left.shift();
      if (options?.signal?.aborted !== true && next !== undefined) return Promise.resolve(next);
      return Promise.reject(new AppError('Cancelled', { message: 'cancelled' }));
    },
  };
  let now = 0;
  return createTravels({ openTasks: { session: () => session }, now: () => (now += 200) });
};

const listener = <T>() => {
  const told: T[] = [];
  const abort = new AbortController();
  return {
    told,
    abort,
    traveller: {
      signal: abort.signal,
      emit: (item: T) => {
        told.push(item);
        return Promise.resolve();
      },
    },
  };
};

describe('long questions', () => {
  it('find what lies many slices away, or that there is nothing', async () => {
    const { travels } = await opened(3000);
    const { traveller } = listener<Looked>();
    const target = { kind: 'text', query: { within: 'events', text: 'step 2999', regex: false } } as const;
    const found = await travels.find({ handle: 'h', seq: 1, towards: 'forward', target }, traveller);
    expect(found.seq).toBe(3000);
    const none = await travels.find({ handle: 'h', seq: 3000, towards: 'backward', target }, traveller);
    expect(none).toEqual({ seq: null, looked: 2999, total: 2999 });
  });

  it('tell hits as they come, count all of them, and send no more than can be listed', async () => {
    const { travels, session } = await opened(MOST_HITS + 500);
    const { traveller, told } = listener<SearchNews>();
    const result = await travels.search({ handle: 'h', query: { ...QUERY, text: 'STEP' } }, traveller);
    const { version } = await session.progress();
    expect(result).toEqual({
      looked: MOST_HITS + 500,
      total: MOST_HITS + 500,
      count: MOST_HITS + 499,
      version,
    });
    expect(told.flatMap(({ hits }) => hits)).toHaveLength(MOST_HITS);
    expect(told.at(-1)).toMatchObject({ count: MOST_HITS + 499, restarted: false });
  });

  it('begin again when events before have changed meanwhile', async () => {
    const { traveller, told } = listener<SearchNews>();
    const slice = { kind: 'searched', looked: 1, total: 3, version: 1, cursor: undefined } as const;
    const hit = (seq: number) => ({ kind: 'left', seq }) as const;
    const travels = scripted([
      { ...slice, hits: [hit(1)], cursor: { position: 1, key: 'a' } },
      { kind: 'moved' },
      { ...slice, hits: [hit(2)], looked: 3 },
    ]);
    await travels.search({ handle: 'h', query: QUERY }, traveller);
    expect(told.map(({ hits, restarted }) => [hits, restarted])).toEqual([
      [[hit(1)], false],
      [[hit(2)], true],
    ]);
  });

  it('end between two slices when the reader gives up', async () => {
    const { traveller, abort, told } = listener<SearchNews>();
    const further = { kind: 'searched', looked: 1, total: 3, version: 1, hits: [] } as const;
    const travels = scripted([{ ...further, cursor: { position: 1, key: 'a' } }]);
    const emit = async (news: SearchNews): Promise<void> => {
      await traveller.emit(news);
      abort.abort();
    };
    const search = travels.search({ handle: 'h', query: QUERY }, { signal: abort.signal, emit });
    await expect(search).rejects.toMatchObject({ code: 'Cancelled' });
    expect(told).toHaveLength(1);
  });
});
