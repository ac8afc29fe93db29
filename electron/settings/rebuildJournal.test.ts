import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildJournal, type LinePlace, type RebuildJournal, type RebuildLine } from './rebuildJournal.ts';

describe('the journal of a rebuild', () => {
  let folder: string;
  let journal: RebuildJournal;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rebuild-journal-'));
    journal = rebuildJournal(folder, 'c');
  });
  afterEach(() => rm(folder, { recursive: true }));

  // Longer than what is read at once, with letters of two bytes across its borders.
  const long = 'é'.repeat(50_000);
  const lines: readonly RebuildLine[] = [
    { kind: 'run', run: 'r', at: '2026-03-11T09:00:00Z', table: 't', tasks: ['a', long] },
    { kind: 'result', task: 'a', result: { outcome: 'agrees' } },
    { kind: 'result', task: long, result: { outcome: 'failed', code: 'X', message: long } },
  ];
  const scanned = async (from: number) => {
    const found: { readonly line: RebuildLine; readonly place: LinePlace }[] = [];
    const next = await journal.scan('r', from, (line, place) => void found.push({ line, place }));
    return { found, next };
  };

  it('is read in pieces, goes on where it was left, and gives any line again', async () => {
    const [head, first, second] = lines;
    if (head === undefined || first === undefined || second === undefined) throw new Error('three lines');
    await journal.append('r', head);
    const { next } = await scanned(0);
    await journal.append('r', first);
    await journal.append('r', second);
    const { found } = await scanned(next);
    expect(found.map(({ line }) => line)).toEqual([first, second]);
    for (const { line, place } of (await scanned(0)).found) {
      expect(await journal.lineAt('r', place)).toEqual(line);
    }
    expect((await scanned(0)).found).toHaveLength(3);
  });

  it('waits for the end of a line that is being written, and passes over one that a crash has torn', async () => {
    for (const line of lines.slice(0, 2)) await journal.append('r', line);
    const { next } = await scanned(0);
    await appendFile(join(folder, 'rebuilds', 'c', 'r.jsonl'), '{"kind":"end",');
    expect(await scanned(next)).toEqual({ found: [], next });
    await journal.append('r', { kind: 'end', at: '2026-03-11T09:01:00Z' });
    expect((await scanned(next)).found.map(({ line }) => line.kind)).toEqual(['end']);
  });
});
