import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A built window as a test needs one, with secrets around it that must not be served. */
export interface TestWindow {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Makes a window folder with a script and a style, a file outside, a sibling of the same prefix, and links out. */
export async function makeTestWindow(): Promise<TestWindow> {
  const root = await mkdtemp(join(tmpdir(), 'dynascope-window-'));
  const folder = join(root, 'window');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(root, 'window-secret'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>the window</title>');
  await writeFile(join(folder, 'assets', 'main.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'main.css'), 'body {}');
  await writeFile(join(folder, '.hidden'), 'SECRET');
  await writeFile(join(root, 'secret.txt'), 'SECRET');
  await writeFile(join(root, 'window-secret', 'secret.txt'), 'SECRET');
  await symlink(join(root, 'secret.txt'), join(folder, 'link.txt'));
  await symlink(join(root, 'window-secret'), join(folder, 'linked'));
  return { folder, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Paths that lead out of the folder, or try to. */
export const ESCAPES = [
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/%2E%2E%2Fsecret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/%252e%252e%252fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/../window-secret/secret.txt',
  '/%2e%2e/window-secret/secret.txt',
  '/link.txt',
  '/linked/secret.txt',
  '/.hidden',
  '/./.hidden',
  '//secret.txt',
  '/assets//main.js',
  '/assets/',
  '/assets',
  '/%00',
  '/index.html%00.js',
  '/C:%5csecret.txt',
  '/C:/secret.txt',
  '/%',
  '/%ff',
];
