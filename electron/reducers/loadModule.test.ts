import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import { openRealm } from '../replay/reducers/sandbox/realm.ts';
import { loadModule } from './loadModule.ts';

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Writes files and loads the first of them. */
async function load(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'reducer-files-'));
  folders.push(folder);
  await mkdir(join(folder, 'lib'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { paths, result } = await loadModule(join(folder, Object.keys(files)[0] ?? ''));
  return { result, paths: paths.map((path) => path.slice(folder.length + 1)) };
}

/** What a loaded module makes of events. */
function run(
  result: Awaited<ReturnType<typeof load>>['result'],
  ...events: readonly string[]
): readonly string[] {
  if ('error' in result) return [result.error.message];
  const realm = openRealm(result.source.files);
  const about = realm.load();
  realm.begin('{}', true);
  return [about, ...events.map((event) => realm.next(event))];
}

describe('a reducer read from files', () => {
  it('is JavaScript or TypeScript, its imports beside it', async () => {
    const { paths, result } = await load({
      'mine.ts': `import { add, type Sum } from './lib/sums.js';
        import rates from './rates.json';
        interface Event { readonly by: number }
        export const initialState: Sum = { n: 0 };
        export function reduce(state: Sum, event: Event): Sum { return { n: add(state.n ?? 0, event.by * rates.rate) }; }`,
      'lib/sums.ts': `export interface Sum { n: number }
        export const add = (a: number, b: number): number => a + b;`,
      'rates.json': '{"rate": 2}',
    });
    expect(paths).toEqual(['mine.ts', 'lib/sums.ts', 'rates.json']);
    expect(run(result, '{"by":3}', '{"by":1}').slice(1)).toEqual(['{"state":{"n":6}}', '{"state":{"n":8}}']);
  });

  it('may be CommonJS, or have one default export', async () => {
    const common = await load({
      'mine.cjs': 'module.exports = { initialState: {}, reduce: () => ({ a: 1 }) };',
    });
    expect(run(common.result, '{}')[1]).toBe('{"state":{"a":1}}');
    const one = await load({ 'mine.mjs': 'export default { initialState: {}, reduce: () => ({ a: 1 }) };' });
    expect(run(one.result, '{}')[1]).toBe('{"state":{"a":1}}');
  });

  it('keeps no way to import anything else', async () => {
    const { result } = await load({
      'mine.js': `export const initialState = {};
        export const reduce = () => { import('node:fs').then((fs) => fs.writeFileSync('x', '')); return { a: 1 }; };`,
    });
    expect('source' in result && result.source.files[0]?.code).not.toMatch(/\bimport\s*\(/);
    const bare = await load({ 'mine.js': "import fs from 'node:fs';\nexport const reduce = fs;" });
    expect(run(bare.result)[0]).toContain('Only the files beside it can be imported');
  });

  it('tells file and line of what cannot be compiled or run, in imported files too', async () => {
    const broken = await load({
      'mine.ts': "import './lib/b';\nexport const x = 1;",
      'lib/b.ts': 'let a = 1;\nlet b = ;\n',
    });
    expect(broken.paths).toEqual(['mine.ts', 'lib/b.ts']);
    expect('error' in broken.result && hasCode(broken.result.error, 'InvalidInput')).toBe(true);
    expect(run(broken.result)).toEqual(['lib/b.ts, line 2: Unexpected token']);
    const typed = await load({
      'mine.ts': `interface A { a: number }\n\nexport const initialState = {};\nexport const reduce = (s: A) => {\n  nope();\n};`,
    });
    expect(run(typed.result, '{}')[1]).toContain('"file":"mine.ts","line":5');
  });

  it('says so when there is no such file, or it is of another kind', async () => {
    expect(run((await load({ 'mine.py': '' })).result)[0]).toContain('neither JavaScript nor TypeScript');
    const { result } = await loadModule('/no/such/file.ts');
    expect('error' in result && result.error.message).toContain('cannot be read');
  });
});
