import { describe, expect, it } from 'vitest';
import { chainLinks } from './chain.ts';
import { expiryMark, expiryState, expiryWords } from './expiry.ts';
import { rowWords } from './selectors.ts';

const NOW = 1_800_000_000_000;
const at = (seconds: number): number => NOW / 1000 + seconds;

describe('expiry', () => {
  it.each([
    [undefined, 'never', '', 'Never expires'],
    [at(1), 'soon', 'in 1 s', 'Expires in 1 s'],
    [at(59), 'soon', 'in 59 s', 'Expires in 59 s'],
    [at(3600), 'soon', 'in 1 h', 'Expires in 1 h'],
    [at(3660), 'ahead', 'in 1 h', 'Expires in 1 h 1 m'],
    [at(200_000), 'ahead', 'in 2 d', 'Expires in 2 d 7 h'],
    [at(0), 'expired', 'expired', 'Expired 0 s ago, and is still here'],
    [at(-7260), 'expired', 'expired', 'Expired 2 h 1 m ago, and is still here'],
  ])('%s is %s', (expiresAt, state, mark, words) => {
    expect([expiryState(expiresAt, NOW), expiryMark(expiresAt, NOW), expiryWords(expiresAt, NOW)]).toEqual([
      state,
      mark,
      words,
    ]);
  });
});

describe('the chain of versions', () => {
  const drawn = (version: number, seen: readonly number[]): string =>
    chainLinks(
      version,
      seen.map((each) => ({ version: each, at: NOW, how: 'read' as const })),
    )
      .map((link) => (link.kind === 'gap' ? '…' : `${link.version} ${link.kind}`))
      .join(', ');

  it('has the first, the present and the next', () => {
    expect(drawn(1, [1])).toBe('1 present, 2 next');
    expect(drawn(2, [2])).toBe('1 unseen, 2 present, 3 next');
    expect(drawn(9, [9])).toBe('1 unseen, …, 9 present, 10 next');
  });

  it('has the last of those that were seen, and no version twice', () => {
    expect(drawn(5, [1, 4, 5])).toBe('1 seen, …, 4 seen, 5 present, 6 next');
    expect(drawn(20, [11, 12, 13, 14, 15, 20])).toBe(
      '1 unseen, …, 12 seen, 13 seen, 14 seen, 15 seen, …, 20 present, 21 next',
    );
  });

  it('begins anew below what was seen when a record was made anew', () => {
    expect(drawn(1, [7, 1])).toBe('1 present, 2 next');
  });
});

describe('a row for screen readers', () => {
  it('says whose it is, its version, its expiry and what cannot be read', () => {
    const row = { key: 'o:t', owner: 'o', task: 't', gist: '{}' };
    expect(rowWords({ ...row, version: 3, expiresAt: at(7200) }, NOW)).toBe(
      't, of o, version 3, expires in 2 h',
    );
    expect(rowWords({ ...row, owner: '', fault: 'it has no attribute “version”' }, NOW)).toBe(
      't, of (empty), no version, cannot be read: it has no attribute “version”',
    );
    expect(rowWords({ ...row, version: 1, expiresAt: at(-1) }, NOW)).toBe('t, of o, version 1, expired');
  });
});
