import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_MAP, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { equalOptional } from '../equality.ts';
import { replayedOf, replayedThrough } from '../replayed.fixture.ts';
import { documents, legalStreams, sampleStream } from '../samples.ts';
import { taskReducer } from '../taskReducer.ts';
import { BEFORE_FIRST, keyOfPath, searchBlame, type KnownBlame } from './fieldBlame.ts';
import { valueAt } from './valueAt.ts';

const NOTHING: ReadonlyMap<number, KnownBlame> = new Map();

/** Blame of the state after `count` of these states, as `path: position`. */
function blamed(
  states: readonly AttributeMap[],
  count = states.length,
  known = NOTHING,
): ReadonlyMap<string, number> {
  const search = searchBlame(replayedThrough(states), count, known);
  while (!search.advance(0)) expect(search.complete).toBe(false);
  return new Map(search.found().map(([path, position]) => [keyOfPath(path), position]));
}

const at = (found: ReadonlyMap<string, number>, ...path: DiffPath): number | undefined =>
  found.get(keyOfPath(path));

/** The last event after which the value at `path` was another than before it, by looking at every one. */
function lastChange(states: readonly AttributeMap[], path: DiffPath): number {
  for (let position = states.length - 1; position >= 0; position -= 1) {
    const before = valueAt(states[position - 1] ?? EMPTY_MAP, path);
    const after = valueAt(states[position] ?? EMPTY_MAP, path);
    if (!equalOptional(before, after)) return position;
  }
  return BEFORE_FIRST;
}

/** Every path of a document that leads through no list. */
function* pathsOf(document: AttributeMap, path: DiffPath = []): Generator<DiffPath> {
  for (const [name, value] of Object.entries(document)) {
    yield [...path, name];
    if ('M' in value) yield* pathsOf(value.M, [...path, name]);
  }
}

const line = (id: string, count: string): AttributeValue => ({ M: { id: { S: id }, count: { N: count } } });
const lines = (...L: readonly AttributeValue[]): AttributeMap => ({ lines: { L } });

describe('blame', () => {
  it('names, for every field, the last event that changed it', () => {
    const pools = fc.array(documents, { minLength: 1, maxLength: 4 });
    const picks = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pools, picks, (pool, order) => {
        const states = order.map((pick) => pool[pick % pool.length] ?? EMPTY_MAP);
        const found = blamed(states);
        for (const path of pathsOf(states.at(-1) ?? EMPTY_MAP)) {
          expect([path, at(found, ...path)]).toEqual([path, lastChange(states, path)]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says the same with what is known of earlier and later states as without', () => {
    fc.assert(
      fc.property(legalStreams, fc.array(fc.nat(300), { maxLength: 6 }), (events, visits) => {
        const stream = replayedOf(events, taskReducer);
        const known = new Map<number, KnownBlame>();
        for (const visit of visits) {
          const count = visit % (events.length + 1);
          const [alone, helped] = [searchBlame(stream, count, NOTHING), searchBlame(stream, count, known)];
          while (!alone.advance(0));
          while (!helped.advance(0));
          expect(helped.found()).toEqual(alone.found());
          known.set(count, new Map(helped.found().map(([path, position]) => [keyOfPath(path), position])));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('follows an entry of a list through what came and went before it', () => {
    const found = blamed([
      lines(line('a', '1')),
      lines(line('a', '1'), line('b', '2')),
      lines(line('b', '2')),
      lines(line('z', '0'), line('b', '2')),
      lines(line('z', '0'), line('y', '0'), line('b', '3')),
    ]);
    expect(at(found, 'lines', 0)).toBe(3);
    expect(at(found, 'lines', 1)).toBe(4);
    expect(at(found, 'lines', 2)).toBe(4);
    expect(at(found, 'lines', 2, 'count')).toBe(4);
    expect(at(found, 'lines', 2, 'id')).toBe(1);
    expect(at(found, 'lines')).toBe(4);
  });

  it('a map counts as changed by what left it', () => {
    const found = blamed([
      { m: { M: { a: { S: 'x' }, b: { S: 'y' } } } },
      { m: { M: { a: { S: 'x' } } } },
      { m: { M: { a: { S: 'x' } } }, other: { S: '' } },
    ]);
    expect([at(found, 'm'), at(found, 'm', 'a')]).toEqual([1, 0]);
  });

  it('tells what was there before the first event', () => {
    const search = searchBlame(
      { ...replayedThrough([{ a: { S: 'x' } }]), steps: () => undefined },
      1,
      NOTHING,
    );
    while (!search.advance(0));
    expect(search.found()).toEqual([[['a'], BEFORE_FIRST]]);
  });

  it('looks back over a long stream in slices', () => {
    const assigned = Array.from({ length: 5000 }, () => 'TaskAssigned');
    const stream = replayedOf(sampleStream('TaskCreated', ...assigned), taskReducer);
    const search = searchBlame(stream, 5001, NOTHING);
    let slices = 1;
    for (; !search.advance(0); slices += 1) expect(search.found().length).toBeGreaterThan(0);
    expect(slices).toBeGreaterThan(10);
    const positions = new Map(search.found().map(([path, position]) => [path[0], position]));
    expect([positions.get('created_at'), positions.get('last_seq')]).toEqual([0, 5000]);
  });
});
