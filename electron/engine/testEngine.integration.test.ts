import { describe, expect, it } from 'vitest';
import { probe } from './probe.ts';
import { startTestEngine, testEngineUnavailable, type TestEngineKind } from './testEngine.ts';

const portOf = (endpoint: string): number => Number(new URL(endpoint).port);
const KINDS: readonly TestEngineKind[] = ['dynoxide', 'dynamodb-local'];

describe.each(KINDS)('test engine %s', (kind) => {
  it('answers on loopback, twice at once, and is gone after stop', async (context) => {
    const reason = testEngineUnavailable(kind);
    context.skip(reason !== undefined, reason);
    const [one, two] = await Promise.all([startTestEngine(kind), startTestEngine(kind)]);
    expect(new URL(one.endpoint).hostname).toBe('127.0.0.1');
    expect(one.endpoint).not.toBe(two.endpoint);
    expect(await probe(portOf(one.endpoint))).toBe(true);
    await one.stop();
    expect(await probe(portOf(one.endpoint))).toBe(false);
    expect(await probe(portOf(two.endpoint))).toBe(true);
    await two.stop();
  });
});
