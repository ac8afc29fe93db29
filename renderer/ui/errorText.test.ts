import { expect, test } from 'vitest';
import { ERROR_WORDS, meaningOf } from './errorText.ts';

test('what was read before is told of only where something was', () => {
  for (const code of [
    'Unreachable',
    'TimedOut',
    'ServerFault',
    'Disconnected',
    'CredentialsExpired',
  ] as const) {
    const words = ERROR_WORDS[code];
    expect(meaningOf(words, false), code).not.toMatch(/read before|^$/);
    expect(meaningOf(words, true), code).toMatch(/ What is still shown was read before/);
  }
  for (const code of ['Throttled', 'Cancelled'] as const) {
    expect(meaningOf(ERROR_WORDS[code], false), code).not.toContain('is shown');
    expect(meaningOf(ERROR_WORDS[code], true), code).toContain(' is shown');
  }
  expect(meaningOf(ERROR_WORDS.NotFound, true)).toBe(ERROR_WORDS.NotFound.meaning);
});
