import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditsOver, ended, rowsOf } from './auditsOver.fixture.ts';
import { ITEMS, pagedTable, REF, startIn } from './pagedTable.fixture.ts';

/** Turns the middle of the packed items into others. */
async function scramble(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/("data":".{40}).{40}/u, (_, kept: string) => kept + 'A'.repeat(40)),
  );
}

describe('an audit whose checkpoint is damaged', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-damaged-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['cut short', (file: string) => truncate(file, 100)],
    ['scrambled', scramble],
  ])('cannot go on, and says so (%s)', async (name, damage) => {
    const data = join(folder, name);
    const audits = auditsOver(pagedTable(ITEMS), data);
    const ref = await startIn(audits, { maxUnits: 10 });
    const before = await ended(audits, ref);
    expect(before.state).toBe('ceiling');
    const found = await rowsOf(audits, ref);
    const names = await readdir(data, { recursive: true });
    const pass = names.find((each) => /pass-[\w-]+\.txt$/u.test(each));
    await damage(join(data, pass ?? ''));

    await audits.resume(ref);
    const after = await ended(audits, ref);
    expect(after).toMatchObject({
      state: 'failed',
      items: before.items,
      error: {
        code: 'CorruptFile',
        message: expect.stringContaining('cannot go on'),
        nextStep: expect.stringContaining('Start a new audit'),
      },
    });
    // What had been found stays, also for the next run of the program, and another audit takes its place.
    const later = auditsOver(pagedTable(ITEMS), data);
    expect(await rowsOf(later, ref)).toEqual(found);
    expect(await later.runs(REF)).toMatchObject([{ state: 'failed', error: { code: 'CorruptFile' } }]);
    expect(await ended(later, await startIn(later))).toMatchObject({ state: 'done', items: ITEMS.length });
  });
});
