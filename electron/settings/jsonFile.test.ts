import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { hasCode } from '#shared/errors/appError.ts';
import { jsonFile, type FileProblem, type JsonFile } from './jsonFile.ts';

let folder: string;
let file: string;
let problems: FileProblem[];

const make = (): JsonFile<readonly number[]> =>
  jsonFile<readonly number[]>({
    file,
    version: 2,
    schema: z.array(z.number()),
    initial: [],
    onProblem: (problem) => problems.push(problem),
  });

const add = (target: JsonFile<readonly number[]>, value: number) =>
  target.change((before) => [...before, value]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-json-'));
  file = join(folder, 'deep', 'numbers.json');
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives the initial value without a file, and makes none', async () => {
  expect(await make().read()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

it('keeps what is written, with its version, for its owner alone', async () => {
  expect(await add(make(), 1)).toEqual([1]);
  expect(await make().read()).toEqual([1]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 2, data: [1] });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('loses no change among many at once, through one object or several', async () => {
  const one = make();
  const changes = Array.from({ length: 20 }, (_, index) => add(index % 2 === 0 ? one : make(), index));
  await Promise.all(changes);
  expect([...(await make().read())].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index),
  );
  expect(await readdir(join(folder, 'deep'))).toEqual(['numbers.json']);
});

it.each([
  ['not JSON', '{"version":2,'],
  ['empty', ''],
  ['without a version', '[1, 2]'],
  ['of the wrong shape', '{"version":2,"data":["one"]}'],
])('moves a file that is %s aside, tells it, and goes on with the initial value', async (_, text) => {
  await add(make(), 1);
  await writeFile(file, text);
  const target = make();
  expect(await target.read()).toEqual([]);
  expect(problems).toHaveLength(1);
  const movedTo = problems[0]?.movedTo ?? '';
  expect(movedTo).toContain('numbers.json.corrupt-');
  expect(await readFile(movedTo, 'utf8')).toBe(text);
  expect(await add(target, 7)).toEqual([7]);
  expect(problems).toHaveLength(1);
});

it('moves a damaged file aside once, however many read it at the same time', async () => {
  await add(make(), 1);
  await writeFile(file, 'junk');
  expect(await Promise.all([make().read(), make().read(), add(make(), 5)])).toContainEqual([5]);
  expect(problems).toHaveLength(1);
});

it('keeps the file of a newer version aside instead of guessing', async () => {
  await add(make(), 1);
  await writeFile(file, '{"version":3,"data":{"numbers":[1]}}');
  expect(await add(make(), 2)).toEqual([2]);
  expect(problems[0]?.movedTo).toContain('.version-3-');
  expect(problems[0]?.message).toContain('newer');
});

it('says in a sentence that a file cannot be written', async () => {
  await writeFile(join(folder, 'deep'), 'a file where a folder should be');
  const error = await add(make(), 1).catch((caught: unknown) => caught);
  expect(hasCode(error, 'Internal') && error.message).toContain('could not be written');
});
