import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import type { ReducerState } from '#shared/model/reducerState.ts';
import { openRealm } from '../../replay/reducers/sandbox/realm.ts';
import { readAbout } from '../../replay/reducers/moduleAnswers.ts';
import { TASK_SETUP } from '../../replay/reducers/replaySetup.ts';
import { reducersFile } from '../../settings/reducersFile.ts';
import { createReducers, type Reducers } from './reducers.ts';

const REF = { connection: 'c', table: '__proto__' };

let folder = '';
let reducers: Reducers;
/** How many times a file was tried. */
let tried = 0;

const make = (): Reducers =>
  createReducers({
    chosen: reducersFile(folder, () => undefined),
    layoutSetup: () => Promise.resolve(undefined),
    host: {
      checkReducer: ({ files }) => {
        tried += 1;
        return Promise.resolve(readAbout(openRealm(files).load()));
      },
    },
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reducers-'));
  reducers = make();
});

afterEach(async () => {
  reducers.close();
  await rm(folder, { recursive: true, force: true });
});

const write = async (code: string): Promise<string> => {
  const file = join(folder, 'mine.ts');
  await writeFile(file, `export const initialState = {};\n${code}`);
  return file;
};

const GOOD = 'export const reduce = (state: object) => ({ ...state, a: 1 });';

describe('reducers of tables', () => {
  it('are the table’s own until a file is chosen, and again after it is given back', async () => {
    expect(await reducers.state(REF)).toMatchObject({ kind: 'builtIn', isLoaded: false });
    expect(await reducers.setupOf(REF)).toBeUndefined();
    const file = await write(GOOD);
    expect(await reducers.choose(REF, file)).toMatchObject({
      kind: 'file',
      name: 'mine.ts',
      file,
      isLoaded: true,
    });
    expect(await reducers.setupOf(REF)).toMatchObject({
      rules: TASK_SETUP.rules,
      reducer: { kind: 'module' },
    });
    expect(await reducers.setupOf({ ...REF, table: 'other' })).toBeUndefined();
    expect(await reducers.choose(REF, undefined)).toMatchObject({ kind: 'builtIn' });
    expect(await reducers.setupOf(REF)).toBeUndefined();
  });

  it('that were never loaded are not replaced by the table’s own where something is written', async () => {
    expect(await reducers.setupToWrite(REF)).toEqual(TASK_SETUP);
    const file = await write('nope();');
    expect(await reducers.choose(REF, file)).toMatchObject({ isLoaded: false });
    await expect(reducers.setupToWrite(REF)).rejects.toMatchObject({
      code: 'InvalidInput',
      message: expect.stringContaining('“mine.ts”'),
    });
    await write(GOOD);
    await reducers.reload(REF);
    expect(await reducers.setupToWrite(REF)).toMatchObject({ reducer: { kind: 'module' } });
  });

  it('are remembered', async () => {
    await reducers.choose(REF, await write(GOOD));
    reducers.close();
    reducers = make();
    expect(await reducers.state(REF)).toMatchObject({ kind: 'file', isLoaded: true });
  });

  it('keep folding as last loaded well when the file breaks, and tell file and line', async () => {
    const file = await write(GOOD);
    const before = await reducers.choose(REF, file);
    await write('\nnope();');
    expect(await reducers.reload(REF)).toMatchObject({
      isLoaded: true,
      version: before.version + 1,
      failure: { message: 'nope is not defined', file: 'mine.ts', line: 3 },
    });
    expect(await reducers.setupOf(REF)).toMatchObject({ reducer: { kind: 'module' } });
    await write(GOOD);
    const healed = await reducers.reload(REF);
    expect(healed.failure).toBeUndefined();
    await rm(file);
    expect((await reducers.reload(REF)).failure?.message).toContain('cannot be read');
  });

  it('are loaded again when the file changes, and everyone who watches is told', async () => {
    await reducers.choose(REF, await write(GOOD));
    const controller = new AbortController();
    const states: ReducerState[] = [];
    await new Promise<void>((done) => {
      const emit = (state: ReducerState): Promise<void> => {
        states.push(state);
        if (states.length === 1) void write(`${GOOD}\nexport const invariants = () => [];`);
        if (states.length === 2) done();
        return Promise.resolve();
      };
      void reducers.watch(REF, { signal: controller.signal, emit });
    });
    controller.abort();
    expect(states.map(({ hasInvariants }) => hasInvariants)).toEqual([false, true]);
    expect(states[1]?.version).toBeGreaterThan(states[0]?.version ?? 0);
  });

  it('are watched once, though two choices are made at once', async () => {
    const file = await write(GOOD);
    await Promise.all([reducers.choose(REF, file), reducers.choose(REF, file)]);
    tried = 0;
    const controller = new AbortController();
    await new Promise<void>((done) => {
      const emit = (state: ReducerState): Promise<void> => {
        if (state.hasInvariants) done();
        else void write(`${GOOD}\nexport const invariants = () => [];`);
        return Promise.resolve();
      };
      void reducers.watch(REF, { signal: controller.signal, emit });
    });
    controller.abort();
    await reducers.reload(REF);
    expect(tried).toBe(1);
  });

  it('are had as chosen and as now', async () => {
    expect(hasCode(await reducers.setupBy(REF, 'now').catch((error: unknown) => error), 'NotFound')).toBe(
      true,
    );
    await reducers.choose(REF, await write(GOOD));
    await write('export const reduce = () => ({ b: 2 });');
    await reducers.reload(REF);
    const codeOf = async (which: 'own' | 'chosen' | 'now'): Promise<string> =>
      JSON.stringify((await reducers.setupBy(REF, which)).reducer);
    expect(await codeOf('own')).toBe('{"kind":"task"}');
    expect(await codeOf('chosen')).toContain('a: 1');
    expect(await codeOf('now')).toContain('b: 2');
  });

  it('come from absolute paths only', async () => {
    const error: unknown = await reducers.choose(REF, 'mine.ts').catch((reason: unknown) => reason);
    expect(hasCode(error, 'InvalidInput')).toBe(true);
  });
});
