import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plantedTables } from '../../audit/plantedTables.fixture.ts';
import { cacheFolder } from '../../settings/dataFolder.ts';
import { prepareSpark, sparkUnavailable } from './prepareSpark.ts';

const root = resolve(import.meta.dirname, '../../..');
const CLI = join(root, 'dist/cli.cjs');
const JOB = join(root, 'integrations/spark/dynascope_audit.py');

/** Tables in one export: enough for every fault to be there several times. */
const TABLES = 40;
const FILES = 4;

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ readonly status: number; readonly lines: readonly string[]; readonly stderr: string }>(
    (done) => {
      const options = { env: { ...process.env, ...env }, maxBuffer: 100_000_000 };
      const child = execFile(command, args, options, (_, stdout, stderr) => {
        done({ status: child.exitCode ?? -1, lines: stdout.split('\n').filter(Boolean), stderr });
      });
    },
  );

const isSummary = (line: string): boolean => line.startsWith('{"summary"');

const summarySchema = z.object({
  summary: z.object({ tasks: z.int(), events: z.int(), items: z.int(), findings: z.int() }),
});

const countsOf = (lines: readonly string[]): unknown =>
  summarySchema.parse(JSON.parse(lines.find(isSummary) ?? '{}')).summary;

const why = sparkUnavailable();

describe.skipIf(why !== undefined)(`the audit on Spark${why === undefined ? '' : `: ${why}`}`, () => {
  let folder: string;
  let python: string;
  beforeAll(async () => {
    python = await prepareSpark(cacheFolder());
    folder = await mkdtemp(join(tmpdir(), 'dynascope-spark-'));
    await mkdir(join(folder, 'data'));
    const tables = fc.sample(plantedTables, { numRuns: TABLES, seed: 5 });
    // Ids that come twice would be one task: each table gets a word of its own before them.
    const items = tables.flatMap((table, number) =>
      table.items.map((item) => JSON.stringify(item).replaceAll('{"S":"TASK#', `{"S":"TASK#${number}-`)),
    );
    const shuffled = fc.sample(fc.shuffledSubarray(items, { minLength: items.length }), {
      numRuns: 1,
      seed: 7,
    })[0];
    for (let file = 0; file < FILES; file += 1) {
      const lines = (shuffled ?? []).filter((_, index) => index % FILES === file);
      const text = lines.map((line) => `{"Item":${line}}\n`).join('');
      await writeFile(join(folder, 'data', `part-${file}.json.gz`), gzipSync(text));
    }
  }, 1_000_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const onSpark = (output: string, ...more: readonly string[]) =>
    run(
      python,
      [
        JOB,
        ...['--export', join(folder, 'data'), '--output', output, '--layout', 'task', '--partitions', '3'],
        ...['--dynascope', `${process.execPath} ${CLI}`],
        ...more,
      ],
      {
        ...{ PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1' },
      },
    );

  it('finds what one machine finds, to the letter', async () => {
    const alone = await run(process.execPath, [CLI, 'audit', '--export', folder, '--json']);
    const expected = alone.lines.filter((line) => !isSummary(line)).sort();
    expect(expected.length).toBeGreaterThan(TABLES);

    const output = join(folder, 'findings');
    const spark = await onSpark(output);
    expect({ status: spark.status, stderr: spark.status > 1 ? spark.stderr : '' }).toEqual({
      status: 1,
      stderr: '',
    });
    const parts = (await readdir(output)).filter((name) => name.startsWith('part-'));
    const texts = await Promise.all(parts.map((name) => readFile(join(output, name), 'utf8')));
    const found = texts.flatMap((text) => text.split('\n').filter(Boolean)).sort();
    expect(found).toEqual(expected);

    expect(countsOf(spark.lines)).toEqual(countsOf(alone.lines));
  }, 600_000);

  it('writes the same findings as Parquet', async () => {
    const output = join(folder, 'parquet');
    expect((await onSpark(output, '--format', 'parquet')).status).toBe(1);
    const count =
      'import sys; from pyspark.sql import SparkSession as S; print(S.builder.getOrCreate().read.parquet(sys.argv[1]).count())';
    const { lines } = await run(python, ['-c', count, output], { SPARK_LOCAL_IP: '127.0.0.1' });
    const alone = await run(process.execPath, [CLI, 'audit', '--export', folder, '--json']);
    expect(Number(lines.at(-1))).toBe(alone.lines.length - 1);
  }, 600_000);
});
