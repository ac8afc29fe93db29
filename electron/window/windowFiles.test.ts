import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ESCAPES, makeTestWindow, type TestWindow } from '../transport/testing/windowFolder.ts';
import { createWindowFiles, resolveWindowPath } from './windowFiles.ts';

describe('window files', () => {
  let made: TestWindow;
  beforeAll(async () => {
    made = await makeTestWindow();
  });
  afterAll(() => made.remove());

  it.each([
    ['/', 'text/html'],
    ['/index.html', 'text/html'],
    ['/assets/main.js', 'text/javascript'],
    ['/assets/main.css', 'text/css'],
    ['/t/embedded/tasks/ord-1', 'text/html'],
    ['/t/embedded/tasks/a%2F..%2F..%2Fsecret.txt', 'text/html'],
  ])('serves %s as %s under the strict headers', async (path, type) => {
    const { status, headers, body } = await createWindowFiles(made.folder)(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body.toString()).not.toContain('SECRET');
    if (type === 'text/html') expect(headers['cache-control']).toBe('no-store');
  });

  it.each(ESCAPES)('does not serve %s', async (path) => {
    const { status, headers, body } = await createWindowFiles(made.folder)(path);
    expect([400, 404]).toContain(status);
    expect(body.toString()).not.toContain('SECRET');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('says what to do when the window has not been built', async () => {
    const { status, body } = await createWindowFiles(`${made.folder}-none`)('/');
    expect(status).toBe(404);
    expect(body.toString()).toContain('npm run build');
  });

  it('would serve the secrets if it only joined paths: they are really there', async () => {
    expect(await readdir(made.folder)).toEqual(expect.arrayContaining(['.hidden', 'link.txt', 'linked']));
  });

  it('resolves to a plain name or refuses', () => {
    expect(resolveWindowPath('/assets/a%20b.js')).toEqual({ kind: 'name', name: 'assets/a b.js' });
    expect(resolveWindowPath('assets/main.js')).toEqual({ kind: 'refused' });
  });
});
