import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attributeMap, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import { equalDocuments } from '#shared/model/equality.ts';
import type { ProjectionRewrite, ProjectionStore } from './projectionStore.ts';

/** What the suite works on: a table with the text keys PK and SK. */
export interface ProjectionStoreUnderTest {
  readonly store: ProjectionStore;
  readonly table: string;
  readonly put: (item: AttributeMap) => Promise<void>;
  readonly itemAt: (key: AttributeMap) => Promise<AttributeMap | undefined>;
}

const keyOf = (hash: string, range: string): AttributeMap => ({ PK: { S: hash }, SK: { S: range } });

/** The behaviour of every {@link ProjectionStore}. */
export function projectionStoreContract(name: string, start: () => Promise<ProjectionStoreUnderTest>): void {
  describe(`projection store (${name})`, () => {
    let subject: ProjectionStoreUnderTest;
    beforeAll(async () => {
      subject = await start();
    });
    let tasks = 0;
    let id: string;
    const key = (): AttributeMap => keyOf(id, 'META');
    const item = (fields: AttributeMap): AttributeMap => ({ ...fields, ...key() });

    beforeEach(async () => {
      id = `TASK#${(tasks += 1)}`;
      await subject.put({ ...keyOf(id, 'EVENT#0001'), event: { M: {} } });
    });

    const rewriteOf = (
      before: AttributeMap | undefined,
      set: AttributeMap,
      remove: readonly string[] = [],
    ): ProjectionRewrite => ({
      table: subject.table,
      key: key(),
      events: {
        table: subject.table,
        last: keyOf(id, 'EVENT#0001'),
        next: [keyOf(id, 'EVENT#0002'), keyOf(id, 'EVENT#2')],
      },
      mark: 'write_id',
      before,
      patch: { set, remove },
      writeId: `w-${id}`,
    });
    const stored = (): Promise<AttributeMap | undefined> => subject.itemAt(key());
    const begin = async (fields: AttributeMap): Promise<AttributeMap> => {
      await subject.put(item(fields));
      return item(fields);
    };

    it('changes what the patch names and leaves the rest', async () => {
      const before = await begin({ status: { S: 'running' }, tags: { SS: ['b', 'a'] }, gone: { N: '1.50' } });
      const result = await subject.store.rewrite(
        rewriteOf(before, { status: { S: 'failed' }, attempts: { N: '2' } }, ['gone']),
      );
      expect(result.outcome).toBe('written');
      const expected = item({
        status: { S: 'failed' },
        attempts: { N: '2' },
        tags: { SS: ['a', 'b'] },
        write_id: { S: `w-${id}` },
      });
      expect(equalDocuments((await stored()) ?? {}, expected)).toBe(true);
    });

    it('makes a projection that was not there, and not one that is', async () => {
      const rewrite = rewriteOf(undefined, { status: { S: 'pending' } });
      expect(await subject.store.rewrite(rewrite)).toMatchObject({ outcome: 'written' });
      expect(await stored()).toMatchObject({ status: { S: 'pending' } });
      expect(await subject.store.rewrite({ ...rewrite, writeId: 'another' })).toMatchObject({
        outcome: 'projectionChanged',
        met: { status: { S: 'pending' } },
      });
    });

    it.each([
      ['another value', { status: { S: 'succeeded' }, n: { N: '1' } }],
      ['another value beside', { status: { S: 'running' }, n: { N: '2' } }],
      ['an attribute less', { status: { S: 'running' } }],
      ['a value where one is to be added', { status: { S: 'running' }, n: { N: '1' }, attempts: { N: '1' } }],
    ])('writes nothing over a projection that changed since: %s', async (_, now) => {
      const before = await begin({ status: { S: 'running' }, n: { N: '1' } });
      await subject.put(item(now));
      const result = await subject.store.rewrite(
        rewriteOf(before, { status: { S: 'failed' }, attempts: { N: '2' } }),
      );
      expect(result).toMatchObject({ outcome: 'projectionChanged', met: now });
      expect(await stored()).toEqual(item(now));
    });

    it('writes nothing when the projection is gone', async () => {
      const result = await subject.store.rewrite(
        rewriteOf(item({ status: { S: 'running' } }), { status: { S: 'failed' } }),
      );
      expect(result).toEqual({ outcome: 'projectionChanged', met: undefined });
      expect(await stored()).toBeUndefined();
    });

    it.each(['EVENT#0002', 'EVENT#2'])('writes nothing when an event came since (%s)', async (range) => {
      const before = await begin({ status: { S: 'running' } });
      await subject.put({ ...keyOf(id, range), event: { M: {} } });
      expect(await subject.store.rewrite(rewriteOf(before, { status: { S: 'failed' } }))).toEqual({
        outcome: 'eventsCame',
      });
      expect(await stored()).toEqual(before);
    });

    it('writes nothing when the last event that was read is gone', async () => {
      const before = await begin({ status: { S: 'running' } });
      const rewrite = rewriteOf(before, { status: { S: 'failed' } });
      const events = { ...rewrite.events, last: keyOf(id, 'EVENT#0009') };
      expect(await subject.store.rewrite({ ...rewrite, events })).toEqual({ outcome: 'eventGone' });
      expect(await stored()).toEqual(before);
    });

    it('made again under its name, it is done once', async () => {
      const before = await begin({ status: { S: 'running' } });
      const rewrite = rewriteOf(before, { status: { S: 'failed' } });
      await subject.store.rewrite(rewrite);
      expect((await subject.store.rewrite(rewrite)).outcome).toBe('written');
    });

    let writes = 0;
    const restoring = async (before: AttributeMap | undefined, set: AttributeMap) => {
      const writeId = `w-${id}-${(writes += 1)}`;
      const result = await subject.store.rewrite({ ...rewriteOf(before, set), writeId });
      const after = result.outcome === 'written' ? (result.item ?? {}) : {};
      return { table: subject.table, key: key(), mark: 'write_id', before, after, writeId: `undo-${id}` };
    };

    it('takes a rewrite back: values, what was added and what was made', async () => {
      const before = await begin({ status: { S: 'running' }, old: { L: [{ N: '1' }] } });
      const restore = await restoring(before, { status: { S: 'failed' }, attempts: { N: '2' } });
      expect((await subject.store.restore(restore)).outcome).toBe('written');
      expect(await stored()).toEqual({ ...before, write_id: { S: `undo-${id}` } });
    });

    it('takes back a projection that the rewrite had made', async () => {
      const restore = await restoring(undefined, { status: { S: 'failed' } });
      expect(await subject.store.restore(restore)).toEqual({ outcome: 'written', item: undefined });
      expect(await stored()).toBeUndefined();
      expect(await subject.store.restore(restore)).toEqual({ outcome: 'written', item: undefined });
    });

    it('takes nothing back from under another writer', async () => {
      const before = await begin({ status: { S: 'running' } });
      const restore = await restoring(before, { status: { S: 'failed' } });
      await subject.put(item({ status: { S: 'retrying' } }));
      expect(await subject.store.restore(restore)).toMatchObject({
        outcome: 'projectionChanged',
        met: { status: { S: 'retrying' } },
      });
      expect(await stored()).toEqual(item({ status: { S: 'retrying' } }));
    });

    it.each([
      ['made', undefined],
      ['changed', { status: { S: 'running' } }],
    ])(
      'takes nothing back where somebody has since added an attribute to what the rewrite %s',
      async (_, fields) => {
        const before = fields === undefined ? undefined : await begin(fields);
        const restore = await restoring(before, { status: { S: 'failed' } });
        const now = { ...restore.after, note: { S: 'mine' } };
        await subject.put(now);
        expect(await subject.store.restore(restore)).toEqual({ outcome: 'projectionChanged', met: now });
        expect(await stored()).toEqual(now);
      },
    );

    it('keeps every name and value exact, there and back', async () => {
      const name = fc.oneof(
        fc.constantFrom('__proto__', '#', 'a.b', 'size', ':v'),
        fc.string({ minLength: 1 }),
      );
      const value = fc.oneof(
        fc.string().map((S) => ({ S })),
        fc.constantFrom({ N: '12345678901234567890123456789012345678' }, { NULL: true }, { BOOL: false }),
        fc.constant({ M: attributeMap([['__proto__', { L: [{ S: '' }] }]]) }),
      );
      const fields = fc
        .dictionary(name, value, { maxKeys: 8, noNullPrototype: false })
        .map((made) =>
          attributeMap(Object.entries(made).filter(([each]) => !['PK', 'SK', 'write_id'].includes(each))),
        );
      await fc.assert(
        fc.asyncProperty(fields, fields, async (first, second) => {
          const before = attributeMap([...Object.entries(first), ...Object.entries(key())]);
          await subject.put(before);
          const restore = await restoring(before, second);
          const now = await stored();
          for (const [each, expected] of Object.entries(second)) {
            expect(equalDocuments({ v: expected }, { v: now?.[each] ?? { NULL: false } })).toBe(true);
          }
          expect((await subject.store.restore(restore)).outcome).toBe('written');
          const back = (await stored()) ?? {};
          const expected = withAttribute(before, 'write_id', { S: `undo-${id}` });
          expect(equalDocuments(back, expected)).toBe(true);
        }),
        { numRuns: 25 },
      );
    });
  });
}
