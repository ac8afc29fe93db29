import { describe, expect, it } from 'vitest';
import { decodeRecordItem } from '../../stores/taskRecords/recordItems.ts';
import { PLANTED_RECORDS } from './plantedRecords.ts';
import { recordItems } from './records.ts';

const NOW = Date.parse('2026-11-03T14:00:00Z');
const stored = [...recordItems({ seed: '1', now: NOW })].map(({ item }) => decodeRecordItem(item));

describe('demonstration records', () => {
  it('are the same from the same seed, and each under a key of its own', () => {
    expect([...recordItems({ seed: '1', now: NOW })]).toEqual([...recordItems({ seed: '1', now: NOW })]);
    expect([...recordItems({ seed: '2', now: NOW })]).not.toEqual([...recordItems({ seed: '1', now: NOW })]);
    const keys = stored.map((each) => JSON.stringify([each?.owner, each?.task]));
    expect(new Set(keys).size).toBe(120);
  });

  it('belong to a dozen owners, and hold what is planted', () => {
    expect(new Set(stored.map((each) => each?.owner)).size).toBe(12);
    for (const id of Object.values(PLANTED_RECORDS)) {
      expect(stored.filter((each) => each?.owner === id.owner && each.task === id.task)).toHaveLength(1);
    }
    expect(stored.filter((each) => each?.version === undefined)).toHaveLength(1);
  });

  it('are expired once, expire soon some, and never others', () => {
    const left = stored.map((each) =>
      each?.expiresAt === undefined ? undefined : each.expiresAt * 1000 - NOW,
    );
    expect(left.filter((ms) => ms !== undefined && ms <= 0)).toHaveLength(1);
    expect(left.filter((ms) => ms !== undefined && ms > 0 && ms < 86_400_000).length).toBeGreaterThan(5);
    expect(left.filter((ms) => ms === undefined).length).toBeGreaterThan(5);
  });
});
