import { describe, expect, test } from 'vitest';
import type { SearchHit } from '#shared/contract/travel.ts';
import { createFakeClock, createFakeHost } from '../fakeTask.ts';
import { createTaskStore } from '../store.ts';
import { hitAt, hitLabel } from './hits.ts';
import { createTravelStore } from './travelStore.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

const opened = async () => {
  const host = createFakeHost(20);
  const deps = { client: host.client, clock: createFakeClock() };
  const task = createTaskStore(deps, { connection: 'c', table: 't', task: 'ord-1' }, 5);
  task.getState().actions.start();
  host.progress({});
  await settled();
  const said: string[] = [];
  let frame: ((nowMs: number) => void) | undefined;
  const screen = {
    frame: (callback: (nowMs: number) => void) => {
      frame = callback;
      return () => (frame = undefined);
    },
    reducedMotion: () => false,
  };
  const travel = createTravelStore(deps, task, screen, (text) => said.push(text));
  host.asked.length = 0;
  return { host, task, travel, said, act: travel.getState().actions, pass: (ms: number) => frame?.(ms) };
};

const entered = (seq: number): SearchHit => ({
  kind: 'entered',
  seq,
  type: 'TaskFailed',
  excerpt: { before: 'last_error: ', match: 'E_5XX', after: '' },
});

describe('looking for an event', () => {
  test('selects what was found, and says when there is none', async () => {
    const { host, task, said, act } = await opened();
    host.found = 12;
    act.seek({ kind: 'failure' }, 'forward', 'failure');
    await settled();
    expect(task.getState().selected).toBe(12);
    host.found = null;
    act.seek({ kind: 'gap' }, 'backward', 'gap');
    await settled();
    expect(said).toEqual(['No gap before event 12.']);
    expect(host.asked.filter((each) => each.startsWith('find'))).toEqual([
      'find failure forward 5',
      'find gap backward 12',
    ]);
  });

  test('only the last question counts', async () => {
    const { host, task, travel, act } = await opened();
    host.found = 12;
    act.seek({ kind: 'failure' }, 'forward', 'failure');
    act.stopSeeking();
    await settled();
    expect(task.getState().selected).toBe(5);
    expect(travel.getState().seeking).toBeUndefined();
  });
});

describe('searching', () => {
  const query = { within: 'states', text: 'e_5', regex: false } as const;

  test('gathers hits as they come, closes stretches, and begins anew when the stream changed', async () => {
    const { host, travel, act } = await opened();
    act.search(query);
    const news = { looked: 10, total: 20, count: 1, restarted: false };
    host.news({ ...news, hits: [entered(3)] });
    expect(travel.getState().search).toMatchObject({ phase: 'running', looked: 10, count: 1 });
    host.news({ ...news, hits: [{ kind: 'left', seq: 7 }, entered(9)], count: 2 });
    expect(travel.getState().search?.hits.map(({ seq, leftAt }) => [seq, leftAt])).toEqual([
      [3, 7],
      [9, undefined],
    ]);
    host.news({ ...news, hits: [entered(4)], restarted: true });
    host.searched();
    await settled();
    const { search } = travel.getState();
    expect(search).toMatchObject({ phase: 'done', version: 1 });
    expect(search?.hits.map(({ seq }) => seq)).toEqual([4]);
    expect(hitAt(search?.hits ?? [], 4)).toBe(0);
    expect(hitAt(search?.hits ?? [], 5)).toBeUndefined();
    const [hit] = search?.hits ?? [];
    expect(hit === undefined ? '' : hitLabel(hit)).toBe(
      'in the state from 4 to the end, TaskFailed: last_error: E_5XX',
    );
  });

  test('can be stopped, keeps what it found, and its hits can be walked', async () => {
    const { host, task, travel, act } = await opened();
    act.walk('forward');
    expect(travel.getState().panel).toBe('search');
    act.search(query);
    host.news({ looked: 10, total: 20, count: 1, restarted: false, hits: [entered(3)] });
    act.stopSearch();
    await settled();
    expect(travel.getState().search).toMatchObject({ phase: 'cancelled', count: 1 });
    host.found = 3;
    act.walk('backward');
    await settled();
    expect(task.getState().selected).toBe(3);
    expect(host.asked).toContain('find text backward 5');
  });

  test('its hits are walked around the ends of the stream', async () => {
    const { host, said, act } = await opened();
    act.search(query);
    act.walk('forward');
    await settled();
    expect(host.asked.slice(1)).toEqual(['find text forward 5', 'find text start 21']);
    expect(said).toEqual(['No hit in this stream.']);
  });
});

test('playing moves the selection, from the beginning when it stood at the end, and stops there', async () => {
  const { task, travel, act, pass } = await opened();
  task.getState().actions.select(20);
  act.setSpeed('e10');
  act.play();
  expect(travel.getState().playing).toBe(true);
  expect(task.getState().selected).toBe(1);
  pass(0);
  await settled();
  pass(10);
  pass(1010);
  expect(task.getState().selected).toBe(11);
  pass(1020);
  await settled();
  for (const ms of [3000, 3010]) pass(ms);
  expect(task.getState().selected).toBe(20);
  expect(travel.getState().playing).toBe(false);
});

test('groups open and close by their first sequence, and are all closed when grouping ends', async () => {
  const { travel, act } = await opened();
  act.group(true);
  act.toggleGroup(4);
  act.toggleGroup(9);
  act.toggleGroup(4);
  expect(travel.getState().expanded).toEqual([9]);
  act.group(false);
  expect(travel.getState()).toMatchObject({ grouping: false, expanded: [] });
});
