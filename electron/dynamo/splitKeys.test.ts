import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../pages/compareText.ts';
import { splitKeys, type NextKey } from './splitKeys.ts';

/** Answers as an engine does that holds these keys, and counts how often it was asked. */
function keysOf(keys: readonly string[]) {
  const sorted = [...new Set(keys)].sort(compareText);
  const asked = { times: 0 };
  const next: NextKey = (behind) => {
    asked.times += 1;
    return Promise.resolve(sorted.find((key) => behind === '' || compareText(key, behind) > 0));
  };
  return { sorted, asked, next };
}

/** How many keys lie in each range. */
function sharesOf(sorted: readonly string[], bounds: readonly string[]): readonly number[] {
  const shares = Array.from({ length: bounds.length + 1 }, () => 0);
  for (const key of sorted) {
    const range = bounds.filter((bound) => compareText(key, bound) > 0).length;
    shares[range] = (shares[range] ?? 0) + 1;
  }
  return shares;
}

const hashOf = (index: number): string => createHash('sha256').update(String(index)).digest('hex');
const numbered = (index: number): string => String(index).padStart(9, '0');

describe('keys are parted', () => {
  it.each([
    ['padded numbers', (index: number) => `TASK#order-${numbered(index)}`, 1.6],
    ['hexadecimal ids', (index: number) => `TASK#${hashOf(index).slice(0, 12)}`, 1.6],
    ['base64', (index: number) => Buffer.from(hashOf(index), 'hex').toString('base64url'), 2],
    [
      'two kinds beside each other',
      (index: number) => `${index % 2 === 0 ? 'TASK' : 'USER'}#${hashOf(index)}`,
      2,
    ],
  ] as const)('evenly: %s', async (_, keyFor, unevenness) => {
    const { sorted, asked, next } = keysOf(Array.from({ length: 4000 }, (__, index) => keyFor(index)));
    const shares = sharesOf(sorted, await splitKeys(next, 8));
    expect(shares).toHaveLength(8);
    expect(Math.max(...shares)).toBeLessThanOrEqual((4000 / 8) * unevenness);
    expect(asked.times).toBeLessThan(200);
  });

  it('into ranges of which none is empty, whatever the keys', async () => {
    const key = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '\uffff', '\u{1f600}'), minLength: 1, maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(key, { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (keys, parts) => {
          const { sorted, asked, next } = keysOf(keys);
          const bounds = await splitKeys(next, parts);
          expect([...bounds].sort(compareText)).toEqual(bounds);
          if (sorted.length > 0) expect(sharesOf(sorted, bounds)).not.toContain(0);
          else expect(bounds).toEqual([]);
          expect(asked.times).toBeLessThan(1500);
        },
      ),
    );
  });

  it('not where there is one key, or none', async () => {
    expect(await splitKeys(keysOf([]).next, 8)).toEqual([]);
    expect(await splitKeys(keysOf(['only']).next, 8)).toEqual([]);
  });
});
