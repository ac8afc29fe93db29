import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isAppError } from '#shared/errors/appError.ts';
import { genericTaskStore } from './genericTaskStore.ts';
import { backendKey } from './keys.ts';
import type { StorageBackend } from './storageBackend.ts';

const schema = z.looseObject({ title: z.string(), expiresAt: z.string().optional() });

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

/** Short ids of the characters that keys are made with, so that careless joining makes them meet often. */
const id = fc
  .array(
    fc.constantFrom(':', '#', '%', '%3A', '%25', 'a', 'é', '🦊', 'OWNER#', 'TASK#', '\u0000', '__proto__'),
    {
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''));

const recordId = fc.record({ owner: id, task: id });

/** The suite that the store of owners' tasks passes over every backend. */
export function genericTaskStoreContract(
  name: string,
  open: () => Promise<StorageBackend> | StorageBackend,
): void {
  describe(`owners’ tasks: ${name}`, () => {
    it('creates, gets, updates, lists and deletes the tasks of an owner', async () => {
      const store = genericTaskStore(await open(), schema);
      const task = { owner: 'o', task: 't' };
      const value = { title: 'one', expiresAt: '2030-01-01T00:00:00Z', kept: [1, null] };
      const created = { ...task, version: 1, value, expiresAt: 1_893_456_000 };
      expect(await store.create(task, value)).toEqual(created);
      expect(await store.get(task)).toEqual(created);
      expect(await codeOf(store.create(task, { title: 'two' }))).toBe('ItemExists');
      expect(await store.update(task, { title: 'two' }, 1)).toEqual({
        ...task,
        version: 2,
        value: { title: 'two' },
      });
      expect(await codeOf(store.update(task, { title: 'late' }, 1))).toBe('VersionConflict');
      expect(await codeOf(store.update({ owner: 'o', task: 'absent' }, value, 1))).toBe('VersionConflict');
      expect(await codeOf(store.update({ owner: 'o', task: 'absent' }, value, 0))).toBe('InvalidInput');
      await store.create({ owner: 'o', task: 'a' }, value);
      const { tasks, unreadable } = await store.list('o');
      expect(tasks.map((each) => [each.task, each.version])).toEqual([
        ['a', 1],
        ['t', 2],
      ]);
      expect(unreadable).toEqual([]);
      expect(await store.delete(task)).toBe(true);
      expect(await store.delete(task)).toBe(false);
      expect(await store.get(task)).toBeUndefined();
    });

    it('tells values that do not fit, on the way out and on the way in', async () => {
      const backend = await open();
      const store = genericTaskStore(backend, schema);
      await backend.put('o:broken', '{"title":');
      await backend.put('o:other', '{"title":7}');
      await backend.put('o:right', '{"title":"x"}');
      for (const task of ['broken', 'other']) {
        expect(await codeOf(store.get({ owner: 'o', task }))).toBe('CorruptItem');
      }
      const { tasks, unreadable } = await store.list('o');
      expect(tasks.map(({ task }) => task)).toEqual(['right']);
      expect(unreadable.map(({ task }) => task)).toEqual(['broken', 'other']);
      expect(unreadable[0]?.reason).toMatch(/^its data is no JSON/);
      expect(unreadable[1]?.reason).toMatch(/^its “title” does not fit/);

      const numbers = genericTaskStore(backend, z.object({ n: z.number() }));
      expect(await codeOf(numbers.create({ owner: 'o', task: 'nan' }, { n: Number.NaN }))).toBe(
        'InvalidInput',
      );
    });

    it('keeps each owner to their own tasks, whatever the ids', async () => {
      const backend = await open();
      const store = genericTaskStore(backend, z.object({ by: z.string() }));
      const there = new Map<string, string>();
      await fc.assert(
        fc.asyncProperty(recordId, recordId, async (mine, other) => {
          for (const each of [mine, other]) {
            const by = JSON.stringify([each.owner, each.task]);
            const known = there.has(backendKey(each));
            expect(await codeOf(store.create(each, { by }))).toBe(known ? 'ItemExists' : 'done');
            there.set(backendKey(each), by);
            expect((await store.get(each))?.value.by).toBe(by);
          }
          const listed = (await store.list(mine.owner)).tasks;
          expect(listed.every(({ owner, value }) => owner === mine.owner && isBy(value.by, owner))).toBe(
            true,
          );
          const own = [...there.values()].filter((by) => isBy(by, mine.owner));
          expect(listed.map(({ value }) => value.by).sort()).toEqual(own.sort());
          expect(await store.delete(mine)).toBe(true);
          there.delete(backendKey(mine));
          const same = mine.owner === other.owner && mine.task === other.task;
          expect((await store.get(other)) === undefined).toBe(same);
        }),
        { numRuns: 60 },
      );
    });
  });
}

const isBy = (by: string, owner: string): boolean => by.startsWith(`[${JSON.stringify(owner)},`);
