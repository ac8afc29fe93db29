import { expect, it } from 'vitest';
import { auditFilterSchema, type AuditRow } from '#shared/model/audit.ts';
import type { StoredFinding } from '../../settings/auditFolder.ts';
import { createCompareRuns } from './compareRuns.ts';
import { dawdle, findingAt, growingRun, LATER, turnsDuring } from './growingRuns.fixture.ts';
import { createListing } from './listing.ts';

const filterOf = (filter: object) => auditFilterSchema.parse(filter);

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => findingAt(from + at, from + at));

/** A run that grows, with its findings one byte apart, and which of them were read for their words. */
function grown(atLook?: () => void) {
  const { run, add, looks } = growingRun(LATER, atLook);
  const rows: AuditRow[] = [];
  const read: number[] = [];
  async function* findings(from = 0): AsyncIterable<StoredFinding> {
    await Promise.resolve();
    for (const [position, row] of rows.entries()) {
      const offset = position * 2;
      if (offset < from) continue;
      read.push(position);
      yield { row, offset, length: 1 };
    }
  }
  return {
    run,
    read,
    looks,
    add: (more: readonly ReturnType<typeof findingAt>[]) => {
      rows.push(...more.map((finding) => ({ finding })));
      add(more);
    },
    files: { findings },
  };
}

const all = (length: number) => ({ from: 0, to: length, length });

it('lists errors first, and further findings behind the others of their rank', async () => {
  const { run, add, files } = grown();
  add(many(4));
  const ranked = createListing({ files, index: run.index }, filterOf({}));
  const inOrder = createListing({ files, index: run.index }, filterOf({ order: 'found' }));
  expect(await ranked.part(all(4), undefined)).toEqual({ total: 4, positions: [0, 3, 1, 2] });
  add(many(3, 4));
  expect(await ranked.part(all(7), undefined)).toEqual({ total: 7, positions: [0, 3, 6, 1, 2, 4, 5] });
  expect(await inOrder.part(all(7), undefined)).toEqual({ total: 7, positions: [0, 1, 2, 3, 4, 5, 6] });
  const part = { from: 2, to: 5, length: 7 };
  expect(await ranked.part(part, undefined)).toEqual({ total: 7, positions: [6, 1, 2] });
});

it('answers of as many findings as were asked for, whoever has had more listed since', async () => {
  const { run, add, files } = grown();
  add(many(7));
  const listing = createListing({ files, index: run.index }, filterOf({}));
  await listing.part(all(7), undefined);
  expect(await listing.part(all(4), undefined)).toEqual({ total: 4, positions: [0, 3, 1, 2] });
});

it('lists how findings stand as that changes', async () => {
  const [{ run, add, files }, other] = [grown(), growingRun()];
  const compareRuns = createCompareRuns();
  add(many(4));
  const listing = createListing({ files, index: run.index }, filterOf({}));
  const alone = async () => {
    const difference = compareRuns(run, other.run);
    const standing = { difference, side: 'here', other: other.run.index, change: 'new' } as const;
    return (await listing.part(all(4), standing)).positions;
  };
  expect(await alone()).toEqual([0, 3, 1, 2]);
  other.add(many(2, 1));
  expect(await alone()).toEqual([0, 3]);
});

it('looks at no finding again for how it stands while only the listed run grows', async () => {
  const [{ run, add, files, looks }, other] = [grown(), growingRun()];
  const compareRuns = createCompareRuns();
  const listing = createListing({ files, index: run.index }, filterOf({}));
  const alone = async (length: number) => {
    const difference = compareRuns(run, other.run);
    const standing = { difference, side: 'here', other: other.run.index, change: 'new' } as const;
    return (await listing.part(all(length), standing)).total;
  };
  other.add(many(10));
  add(many(1000));
  expect(await alone(1000)).toBe(990);
  const before = looks() + other.looks();
  add(many(2, 1000));
  expect(await alone(1002)).toBe(992);
  expect(looks() + other.looks() - before).toBeLessThan(10);
});

it('looks at no finding again', async () => {
  const { run, add, files, looks } = grown();
  add(many(1000));
  const listing = createListing({ files, index: run.index }, filterOf({ severity: 'error' }));
  await Promise.all([listing.part(all(1000), undefined), listing.part(all(1000), undefined)]);
  expect(looks()).toBe(1000);
  add(many(2, 1000));
  expect((await listing.part(all(1002), undefined)).total).toBe(334);
  expect(looks()).toBe(1002);
});

it('reads no finding again for its words', async () => {
  const { run, add, files, read } = grown();
  add(many(30));
  const listing = createListing({ files, index: run.index }, filterOf({ text: 'T-2' }));
  expect((await listing.part(all(30), undefined)).total).toBe(11);
  expect(read.splice(0)).toHaveLength(30);
  add(many(2, 30));
  expect((await listing.part(all(32), undefined)).total).toBe(11);
  add([findingAt(2, 1)]);
  expect((await listing.part(all(33), undefined)).total).toBe(12);
  expect(read).toEqual([30, 31, 32]);
});

it('gives up when nobody waits any longer, and goes on from there for the next one', async () => {
  const { run, add, files, looks } = grown();
  add(many(1000));
  const listing = createListing({ files, index: run.index }, filterOf({}));
  const abort = new AbortController();
  abort.abort();
  await expect(listing.part(all(1000), undefined, abort.signal)).rejects.toMatchObject({ code: 'Cancelled' });
  expect(looks()).toBeLessThan(100);
  expect((await listing.part(all(1000), undefined)).total).toBe(1000);
  expect(looks()).toBe(1000);
});

it('lets others have their turn in the middle of many findings, and of many words', async () => {
  const { run, add, files } = grown(dawdle);
  add(many(100));
  for (const filter of [{}, { text: 't-' }]) {
    const listing = createListing({ files, index: run.index }, filterOf(filter));
    expect(await turnsDuring(() => listing.part(all(100), undefined))).toBeGreaterThan(2);
  }
});
