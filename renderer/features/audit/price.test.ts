import { expect, it } from 'vitest';
import { readNumber, usualPrice } from './price.ts';

const at = (endpoint: string) => usualPrice({ kind: 'endpoint', endpoint, region: 'eu-west-1' });

it('what this computer serves costs nothing; anything else what AWS asks for', () => {
  expect(usualPrice({ kind: 'embedded' })).toBe(0);
  for (const own of [
    'http://127.0.0.1:8000',
    'http://localhost:8000',
    'http://[::1]:8000',
    'http://db.localhost',
  ]) {
    expect(at(own)).toBe(0);
  }
  const others = [
    'http://127.0.0.1.example.com',
    'https://dynamodb.eu-west-1.amazonaws.com',
    'http://localhost.example',
  ];
  for (const other of others) expect(at(other)).toBe(0.125);
  expect(usualPrice({ kind: 'profile' })).toBe(0.125);
  expect(usualPrice(undefined)).toBe(0.125);
});

it('a price may be 0, a ceiling not', () => {
  expect(readNumber('0', { mayBeZero: true })).toBe(0);
  expect(readNumber('0', { mayBeZero: false })).toBe('bad');
  expect(readNumber(' 1,250.5 ', { mayBeZero: false })).toBe(1250.5);
  expect(readNumber('', { mayBeZero: false })).toBeUndefined();
  for (const bad of ['-1', 'x', '1e13', 'NaN']) expect(readNumber(bad, { mayBeZero: true })).toBe('bad');
});
