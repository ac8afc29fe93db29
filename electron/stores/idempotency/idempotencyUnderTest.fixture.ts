import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEventStore } from '../taskEvents/taskEventStore.ts';
import type { Begun, IdempotencyStore } from './idempotencyStore.ts';

/** A clock that a test sets. */
export interface TestClock {
  readonly now: () => Date;
  readonly pass: (seconds: number) => void;
}

/** Makes a {@link TestClock}. It starts in the future: what expires before today, a server may delete at once. */
export function testClock(): TestClock {
  let ms = Date.UTC(2099, 0, 2, 3, 4, 5, 678);
  return { now: () => new Date(ms), pass: (seconds) => void (ms += seconds * 1000) };
}

/** What the suite needs: an empty table, its two stores, and a way to put items as foreign writers would. */
export interface IdempotencyUnderTest {
  readonly store: IdempotencyStore;
  readonly events: TaskEventStore;
  readonly putRaw: (item: AttributeMap) => Promise<void>;
}

/** Opens what a suite tests, at the time that the clock shows. */
export type OpenIdempotency = (clock: TestClock) => Promise<IdempotencyUnderTest> | IdempotencyUnderTest;

/** Opens it with a clock of its own. */
export const withTestClock = async (
  open: OpenIdempotency,
): Promise<IdempotencyUnderTest & { readonly clock: TestClock }> => {
  const clock = testClock();
  return { clock, ...(await open(clock)) };
};

/** An event to be appended. */
export const EVENT = { type: 'TaskCreated', at: '2026-01-02T03:04:05Z', actor: 'ann' } as const;

/** What a request asked for. */
export const HASH = 'sha256:1';

/** What a request led to: with a number beyond floating point, and a name that objects have by themselves. */
export const RESULT: AttributeMap = attributeMap([
  ['order', { N: '12345678901234567890.123456789012345678' }],
  ['__proto__', { SS: ['a', 'b'] }],
]);

/** Begins a request that nobody holds. @throws Error where somebody does */
export async function begin(store: IdempotencyStore, key: string, hash = HASH): Promise<Begun> {
  const found = await store.begin(key, hash);
  if (found.outcome !== 'begun') throw new Error(`It was expected to begin, not ${found.outcome}.`);
  return found.begun;
}
