import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRequestStatus, parseDuration } from './accessRequest.ts';

const MAX = 9_223_372_036_854_775_807n;

it('reads every int64 back from its digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -MAX - 1n, max: MAX }), (nanos) => parseDuration(String(nanos)) === nanos),
  );
});

it.each([
  ['3.6e12', undefined],
  ['36e11', 3_600_000_000_000n],
  ['3600000000000.000', 3_600_000_000_000n],
  ['-5', -5n],
  ['0.5', undefined],
  ['9223372036854775808', undefined],
  ['9e99', undefined],
  ['1h', undefined],
  ['', undefined],
])('a duration of %j', (text, nanos) => {
  expect(parseDuration(text)).toBe(nanos);
});

it('knows its states and no others', () => {
  expect(isRequestStatus('expired')).toBe(true);
  expect(isRequestStatus('Pending')).toBe(false);
  expect(isRequestStatus(undefined)).toBe(false);
});
