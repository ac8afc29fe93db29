import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { builtInLayout } from '../../layouts/streams/testing/streamsOf.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { legalStream } from '../../replay/samples.ts';
import { linesOf, pageOf } from '../arrangements.fixture.ts';
import type { AuditPass } from '../auditPass.ts';
import { FAULTS } from '../plantedFaults.fixture.ts';
import { createPageUses } from './pageUses.ts';
import { createPartitions } from './partition.ts';
import { createSpillFiles } from './spillFiles.ts';
import { handedOverPass } from './handedOver.fixture.ts';

const KB = 1024;
const MB = 1024 * KB;

/** What a pass of the least memory holds of partitions that it has judged. */
const WINDOW = 256 * KB;

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const taskOf = (index: number): readonly AttributeMap[] =>
  FAULTS.none({
    task: `t-${String(index).padStart(4, '0')}`,
    events: legalStream([0, 0, 3, 1, 0, 0, 0], [1, 5, 9, 60, 2]),
    pick: index,
  }).items;

describe('pages that were handed over', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const begin = async (): Promise<{ readonly pass: AuditPass; readonly freed: () => number }> => {
    let freed = 0;
    const parts = { compile: compileLayout, reducerOf: openReducer };
    const open = handedOverPass(parts, ({ byteLength }) => (freed += byteLength));
    const pass = await open({
      layout: builtInLayout('task').file,
      reducer: { kind: 'task' },
      spillFolder: folder,
      memoryBudget: 0,
    });
    return { pass, freed: () => freed };
  };

  it('are given back as soon as their partitions are told, and all of them in the end', async () => {
    const { pass, freed } = await begin();
    let given = 0;
    let most = 0;
    for (let index = 0; index < 200; index += 1) {
      const page = pageOf(
        [0, 1, 2, 3, 4].flatMap((task) => taskOf(index * 5 + task)),
        0,
      );
      given += page.byteLength;
      await pass.addPage(index % 3, page, undefined, index >= 197);
      most = Math.max(most, given - freed());
      // The window, what encloses the items in their pages, and a partition of each segment.
      expect(most).toBeLessThan(WINDOW + 8 * page.byteLength);
    }
    expect(given).toBeGreaterThan(2 * WINDOW);
    expect((await pass.end()).tasks).toBe(1000);
    expect(freed()).toBe(given);
    await pass.close();
  });

  it('are given back where hardly anything in them belongs to streams', async () => {
    const { pass, freed } = await begin();
    const other = { PK: { S: 'OTHER' }, SK: { S: 'x' }, note: { S: 'n'.repeat(MB) } };
    let given = 0;
    for (let index = 0; index < 40; index += 1) {
      const page = pageOf([...taskOf(index), other], 0);
      given += page.byteLength;
      await pass.addPage(0, page);
      // At least as much as pages may take, with the page under way and the one that its partition began in.
      expect(given - freed()).toBeLessThan(16 * MB + 2 * page.byteLength);
    }
    expect((await pass.end()).tasks).toBe(40);
    expect(freed()).toBe(given);
    await pass.close();
  });

  it('are given back at once where the items are written to files, lines of a file too', async () => {
    const { pass, freed } = await begin();
    const [first, second] = [taskOf(1), taskOf(2)];
    const lines = linesOf(first, 0);
    await pass.addLines(0, lines);
    expect(freed()).toBe(lines.byteLength);
    const page = pageOf(second, 0);
    await pass.addPage(0, page, undefined, true);
    expect(freed()).toBe(lines.byteLength + page.byteLength);
    expect((await pass.end()).tasks).toBe(2);
    await pass.close();
  });

  it('are left alone where a partition went to a file: its fold may read on there', () => {
    const freed: Uint8Array[] = [];
    const partitions = createPartitions(
      createSpillFiles(join(folder, 'spilled')),
      createPageUses((page) => void freed.push(page)),
    );
    const [first, second, third] = [1, 2, 3].map((seq) => bytesOf(`{"SK":{"N":"${seq}"}}`));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three pages');
    const hash = { high: 1, low: 2 };
    const spilled = partitions.begin(hash, { bytes: first, from: 0, to: 0 });
    partitions.add(spilled, first, 0, first.length);
    partitions.spill(spilled);
    partitions.add(spilled, second, 0, second.length);
    const items: string[] = [];
    partitions.each(spilled, (bytes, from, to) =>
      items.push(Buffer.from(bytes.subarray(from, to)).toString()),
    );
    expect(items).toEqual([first, second].map((page) => Buffer.from(page).toString()));
    const another = partitions.begin(hash, { bytes: first, from: 0, to: 0 });
    partitions.add(another, first, 0, first.length);
    partitions.add(another, third, 0, third.length);
    partitions.clear(spilled);
    expect(freed).toEqual([second]);
    partitions.clear(another);
    expect(freed).toEqual([second, third]);
  });
});
