import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors/appError.ts';
import { createFiles, type Files } from './files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PORT = 'window-1-a';

/** The service with a reader who answers every dialog with this path. */
const answered = (path: string | undefined): Files =>
  createFiles({ open: () => Promise.resolve(path), save: () => Promise.resolve(path) });

const messageOf = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  return isAppError(error) ? `${error.code}: ${error.message}` : 'no error';
};

describe('files that the reader names in a dialog', () => {
  it('are written as they are, and read back', async () => {
    const path = join(folder, 'é.layout.json');
    const file = { kind: 'layout', name: 'a.layout.json', text: '{ "é": "\u{1f600}" }\n' } as const;
    expect(await answered(path).save(file, PORT)).toEqual({ name: 'é.layout.json' });
    expect(await readFile(path, 'utf8')).toBe(file.text);
    expect(await answered(path).open('layout', PORT)).toEqual({ name: 'é.layout.json', text: file.text });
    expect(await answered(path).pickReducer(PORT)).toBe(path);
  });

  it('are none when the dialog is closed', async () => {
    const file = { kind: 'layout', name: 'a', text: '' } as const;
    expect(await answered(undefined).open('layout', PORT)).toBeUndefined();
    expect(await answered(undefined).save(file, PORT)).toBeUndefined();
  });

  it('are refused with their name, never read in part', async () => {
    const large = join(folder, 'large.json');
    await writeFile(large, ' '.repeat(500_001));
    expect(await messageOf(answered(large).open('layout', PORT))).toContain('“large.json” is too large');
    expect(await messageOf(answered(folder).open('layout', PORT))).toContain('or no file');
    expect(await messageOf(answered(join(folder, 'none')).open('layout', PORT))).toContain('cannot be read');
    const file = { kind: 'layout', name: 'a', text: '' } as const;
    expect(await messageOf(answered(join(folder, 'no', 'a')).save(file, PORT))).toContain(
      'cannot be written',
    );
  });

  it('are the browser’s own business in web mode', async () => {
    const files = createFiles(undefined);
    expect(files.hasDialogs).toBe(false);
    expect(await messageOf(files.open('layout', PORT))).toMatch(/^InvalidInput: .*browser/);
    expect(await messageOf(files.pickReducer(PORT))).toMatch(/^InvalidInput/);
  });
});
