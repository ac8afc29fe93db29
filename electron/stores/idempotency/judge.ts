import { EMPTY_MAP, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { isExpired } from '#shared/model/idempotency.ts';
import { isWrittenBy } from '../settleWrite.ts';
import { keyReused } from './errors.ts';
import type { Begun, BeginOptions, BeginOutcome, CompleteOptions } from './idempotencyStore.ts';
import { decodeRecord } from './records.ts';

const LEASE_SECONDS = 300;
const KEEP_SECONDS = 24 * 60 * 60;

/** Epoch seconds, rounded up: nothing is held for less than was told. */
const secondsFrom = (now: Date, seconds: number): number => Math.ceil(now.getTime() / 1000 + seconds);

/** The begin that a call asks for. */
export function begunAt(
  key: string,
  requestHash: string,
  owner: string,
  now: Date,
  options: BeginOptions | undefined,
): Begun {
  const expiresAt = secondsFrom(now, options?.leaseSeconds ?? LEASE_SECONDS);
  return { key, requestHash, owner, createdAt: now.toISOString(), expiresAt };
}

/** When a result that is stored now expires, in epoch seconds. */
export function keptUntil(now: Date, options: CompleteOptions | undefined): number {
  return secondsFrom(now, options?.keepSeconds ?? KEEP_SECONDS);
}

/** Whether `item` is in progress under our begin. */
export function isOurs(item: AttributeMap, { owner }: Begun): boolean {
  return stringOf(item, 'status') === 'IN_PROGRESS' && isWrittenBy(item, owner);
}

/** RFC 3339 of epoch seconds; undefined for what no calendar holds. */
const timeOf = (seconds: number | undefined): string | undefined => {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/**
 * What an item that a begin met means for it; `free` when it has expired and may be taken over.
 * @throws `IdempotencyKeyReused`
 */
export function judge(
  met: AttributeMap,
  wanted: Begun,
  now: Date,
): BeginOutcome | { readonly outcome: 'free' } {
  const record = decodeRecord(met);
  if (record === undefined || isExpired(record, now.getTime())) return { outcome: 'free' };
  if (record.requestHash !== undefined && record.requestHash !== wanted.requestHash) {
    throw keyReused(wanted.key);
  }
  if (record.status === 'COMPLETED') {
    return { outcome: 'replay', record, result: record.result ?? EMPTY_MAP };
  }
  // Made again under its own name, a begin is still begun, until the time that its record names.
  if (isOurs(met, wanted)) {
    const { createdAt = wanted.createdAt, expiresAt = wanted.expiresAt } = record;
    return { outcome: 'begun', begun: { ...wanted, createdAt, expiresAt } };
  }
  return { outcome: 'inProgress', until: timeOf(record.expiresAt) };
}
