import { describe, expect, it } from 'vitest';
import { appPathOf, createIsOurs, isAllowedExternal } from './appAddress.ts';

describe('the window’s own address', () => {
  it.each([
    ['app://dynascope/', '/'],
    ['app://dynascope', '/'],
    ['app://dynascope/t/a/b/c%2Fd?seq=5#x', '/t/a/b/c%2Fd'],
    ['APP://dynascope/assets/main.js', '/assets/main.js'],
  ])('has %s at %s', (url, path) => {
    expect(appPathOf(url)).toBe(path);
  });

  const FOREIGN = [
    'app://evil/',
    'app://dynascope.evil/',
    'app://dynascope@evil/',
    'app://dynascope:81/',
    'app:dynascope/',
    'https://dynascope/',
    'file:///etc/passwd',
    'about:blank',
    'data:text/html,x',
    'http://localhost:5174/',
    'http://localhost:5173.evil.example/',
    '',
    'not a url',
  ];

  it.each(FOREIGN)('is not %s', (url) => {
    expect(createIsOurs(undefined)(url)).toBe(false);
    expect(createIsOurs('http://localhost:5173')(url)).toBe(false);
  });

  it('is the dev server’s only where one is named', () => {
    expect(createIsOurs('http://localhost:5173')('http://localhost:5173/t/a')).toBe(true);
    expect(createIsOurs(undefined)('http://localhost:5173/t/a')).toBe(false);
    expect(createIsOurs('http://localhost:5173')('app://dynascope/')).toBe(true);
  });
});

describe('links out of the window', () => {
  it('may go to listed hosts by https', () => {
    expect(isAllowedExternal('https://docs.aws.amazon.com/amazondynamodb/')).toBe(true);
  });

  it.each([
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://evil.example/?docs.aws.amazon.com',
    'https://docs.aws.amazon.com@evil.example/',
    'https://user:pass@docs.aws.amazon.com/',
    'https://docs.aws.amazon.com:8443/',
    'file:///usr/bin/true',
    'smb://docs.aws.amazon.com/',
    'javascript:alert(1)',
    'dynascope://open/t/a',
    'x',
  ])('may not go to %s', (url) => {
    expect(isAllowedExternal(url)).toBe(false);
  });
});
