import { describe, expect, it } from 'vitest';
import { isRequestStatus } from '#shared/model/accessRequest.ts';
import { numberTextOf, stringOf } from '#shared/model/attributeValue.ts';
import { epochSecondsOf, parseNanoTime } from '#shared/model/nanoTime.ts';
import { decodeRequest } from '../../stores/requests/requestItems.ts';
import { plantedRequests, PLANTED_REQUESTS } from './plantedRequests.ts';
import { requestItems } from './requests.ts';

const NOW = Date.UTC(2026, 10, 21, 15, 30);
const itemsOf = (seed: string) => [...requestItems({ seed, now: NOW })].map(({ item }) => item);
const items = itemsOf('1');
const planted = new Set<string | undefined>(Object.values(PLANTED_REQUESTS));
const ordinary = items.filter((item) => !planted.has(stringOf(item, 'id')));

describe('the demonstration requests', () => {
  it('are the same for the same seed and time, and others for another seed', () => {
    expect(JSON.stringify(itemsOf('7'))).toBe(JSON.stringify(itemsOf('7')));
    expect(JSON.stringify(itemsOf('7'))).not.toBe(JSON.stringify(itemsOf('8')));
  });

  it('are about 150, each under an id of its own, in every state', () => {
    expect(items).toHaveLength(150);
    expect(new Set(items.map((item) => stringOf(item, 'id'))).size).toBe(150);
    const states = new Set(ordinary.map((item) => stringOf(item, 'status')));
    expect([...states].sort()).toEqual(['approved', 'cancelled', 'denied', 'expired', 'pending']);
  });

  it('tell times that fit each other, exact to the nanosecond, none after the end of the data', () => {
    const now = BigInt(NOW) * 1_000_000n;
    for (const item of ordinary) {
      const request = decodeRequest(item);
      const [created, updated, expires] = [request?.createdAt, request?.updatedAt, request?.expiresAt].map(
        (text) => parseNanoTime(text ?? ''),
      );
      if (created === undefined || updated === undefined || expires === undefined) throw new Error('no time');
      expect(created <= updated && updated <= now && created < expires).toBe(true);
      expect(numberTextOf(item, 'ttl')).toBe(String(epochSecondsOf(expires)));
      expect(request?.duration).toBeDefined();
      expect(request?.status === 'pending' || expires < now || request?.decidedBy !== undefined).toBe(true);
    }
  });

  it('hold what was planted: an overdue one, one that expires soon, one in a state that we do not know', () => {
    const of = (id: string) => {
      const found = plantedRequests(NOW).find((item) => stringOf(item, 'id') === id);
      return found === undefined ? undefined : decodeRequest(found);
    };
    const leftOf = (id: string) => Number(parseNanoTime(of(id)?.expiresAt ?? '') ?? 0n) / 1e6 - NOW;
    expect(leftOf(PLANTED_REQUESTS.overdue)).toBeLessThan(0);
    expect(of(PLANTED_REQUESTS.overdue)?.status).toBe('pending');
    expect(leftOf(PLANTED_REQUESTS.expiring)).toBeGreaterThan(0);
    expect(leftOf(PLANTED_REQUESTS.expiring)).toBeLessThan(15 * 60_000);
    expect(isRequestStatus(of(PLANTED_REQUESTS.escalated)?.status)).toBe(false);
    expect(of(PLANTED_REQUESTS.longest)?.duration).toBe(2n ** 63n - 1n);
    expect(of(PLANTED_REQUESTS.bare)).toEqual({
      ...{ id: PLANTED_REQUESTS.bare, requester: 'cron' },
      ...{ createdAt: 'last Tuesday', expiresAt: 'never' },
    });
  });
});
