import { expect, it } from 'vitest';
import type { StoredFinding } from '../../settings/auditFolder.ts';
import { dawdle, findingAt, turnsDuring } from './growingRuns.fixture.ts';
import { createPastIndexes } from './pastIndexes.ts';

/** Findings on disk, and how often they were read. */
function onDisk(count: number, atLine: () => void = () => undefined) {
  let reads = 0;
  async function* findings(): AsyncIterable<StoredFinding> {
    reads += 1;
    await Promise.resolve();
    for (let seq = 0; seq < count; seq += 1) {
      atLine();
      yield { row: { finding: findingAt(seq, seq) }, offset: seq * 2, length: 1 };
    }
  }
  return { findings, reads: () => reads };
}

it('reads a run once for all who ask at the same time', async () => {
  const past = createPastIndexes();
  const files = onDisk(100);
  const [one, other] = await Promise.all([past.read('a', 100, files), past.read('a', 100, files)]);
  expect(one).toBe(other);
  expect(one.length).toBe(100);
  expect(past.get('a')).toBe(one);
  expect(files.reads()).toBe(1);
});

it('keeps the last three', async () => {
  const past = createPastIndexes();
  for (const key of ['a', 'b', 'c', 'd']) await past.read(key, 1, onDisk(1));
  expect(['a', 'b', 'c', 'd'].map((key) => past.get(key)?.length)).toEqual([undefined, 1, 1, 1]);
});

it('reads a run again of which more is known since, and not one with lines that cannot be read', async () => {
  const past = createPastIndexes();
  const kept = await past.read('a', 101, onDisk(100));
  past.forgetOlder('a', 101);
  expect(past.get('a')).toBe(kept);
  past.forgetOlder('a', 102);
  expect(past.get('a')).toBeUndefined();
});

it('does not give what was begun to be read before more was known', async () => {
  const past = createPastIndexes();
  const early = past.read('a', 1, onDisk(1));
  past.forgetOlder('a', 2);
  const late = past.read('a', 2, onDisk(2));
  expect((await Promise.all([early, late])).map(({ length }) => length)).toEqual([1, 2]);
  expect(past.get('a')).toBe(await late);
});

it('keeps nothing of a run that was forgotten while it was read', async () => {
  const past = createPastIndexes();
  const reading = past.read('a', 1, onDisk(1));
  past.forget('a');
  await reading;
  expect(past.get('a')).toBeUndefined();
});

it('lets others have their turn in the middle of many findings', async () => {
  expect(await turnsDuring(() => createPastIndexes().read('a', 1, onDisk(100, dawdle)))).toBeGreaterThan(3);
});
