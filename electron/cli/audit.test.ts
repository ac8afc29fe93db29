import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FAULTS } from '../audit/plantedFaults.fixture.ts';
import { events, items, text } from './auditText.fixture.ts';
import type { TextStream } from './output.ts';
import { runCli } from './run.ts';
import { bareDeps, runHere, sink } from './runHere.fixture.ts';
import { xmlText } from './reports/junitReport.ts';

async function run(...args: readonly string[]) {
  const ran = await runHere(args);
  return { ...ran, lines: ran.stdout.split('\n').filter(Boolean) };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-cli-audit-'));
  await writeFile(join(folder, 'items.json'), text);
  await writeFile(join(folder, 'items.json.gz'), gzipSync(text));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const json = (lines: readonly string[]) => lines.map((line) => z.looseObject({}).parse(JSON.parse(line)));

describe('audit --file', () => {
  it.each(['items.json', 'items.json.gz'])('prints findings, then the summary: %s', async (name) => {
    const { status, lines, stderr } = await run('audit', '--file', join(folder, name), '--json');
    expect([status, stderr]).toEqual([1, '']);
    expect(json(lines)).toEqual([
      {
        kind: 'sequence-gap',
        severity: 'error',
        task: expect.stringContaining('b"><x>'),
        missing: [4, 5, 6, 7],
      },
      expect.objectContaining({ kind: 'projection-drift', class: 'lagging', task: 'c', equalsReplayAt: 2 }),
      {
        summary: { tasks: 3, events: 18, items: items.length, findings: 2, units: 0, seconds: 0 },
      },
    ]);
  });

  it('leaves with 0 where nothing is an error', async () => {
    const file = join(folder, 'good.json');
    await writeFile(
      file,
      FAULTS.none({ task: 'a', events, pick: 0 })
        .items.map((i) => JSON.stringify(i))
        .join('\n'),
    );
    expect(await run('audit', '--file', file)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('0 findings · 1 task · 6 events'),
      stderr: '',
    });
    const unfolded = await run('audit', '--file', file, '--reducer', 'none');
    expect(unfolded).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Nothing folded the events'),
    });
  });

  it.each([
    ['no such file', ['--file', 'nowhere.json'], 'There is no file'],
    ['two at once', ['tasks', '--file', 'x'], 'one of them'],
    ['nothing at all', [], 'one of them'],
    ['a ceiling for a file', ['--file', 'x', '--max-units', '5'], '--max-units goes with a table'],
    [
      'segments and a rate for an export',
      ['--export', 'x', '--segments', '2', '--units-per-second', '5'],
      '--units-per-second and --segments go with a table',
    ],
    [
      'an endpoint for a file',
      ['--file', 'x', '--endpoint', 'http://127.0.0.1:1'],
      '--endpoint goes with a table',
    ],
    ['a saved connection for an export', ['--export', 'x', '--connection', 'shop'], '--connection goes with'],
    [
      'an unknown layout of an endpoint',
      ['--file', 'x', '--layout', 'nothing', '--endpoint', 'http://127.0.0.1:1'],
      'There is no layout “nothing”',
    ],
    ['an unknown layout', ['--file', 'x', '--layout', 'nothing'], 'There is no layout “nothing”'],
  ])('refuses %s', async (_, args, words) => {
    const { status, stderr, stdout } = await run('audit', ...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('names the file of a line that is no item', async () => {
    const file = join(folder, 'notes.json');
    await writeFile(file, '{"PK":"TASK#a"}\n');
    const { status, stderr } = await run('audit', '--file', file);
    expect(status).toBe(2);
    expect(stderr).toContain(`${file}: A line is not an item in DynamoDB JSON: `);
    expect(stderr).toContain('Give one item a line');
  });

  it('refuses a gzip file that was cut off, rather than judge half a table', async () => {
    const file = join(folder, 'cut.json.gz');
    const whole = gzipSync(text);
    await writeFile(file, whole.subarray(0, whole.length - 20));
    const { status, stderr } = await run('audit', '--file', file);
    expect(status).toBe(2);
    expect(stderr).toContain('cannot be unpacked to its end');
  });
});

describe('audit --format', () => {
  it('writes SARIF 2.1.0', async () => {
    const output = join(folder, 'audit.sarif');
    expect(
      (await run('audit', '--file', join(folder, 'items.json'), '--format', 'sarif', '--output', output))
        .status,
    ).toBe(1);
    const schema = z.object({
      version: z.literal('2.1.0'),
      $schema: z.url(),
      runs: z.tuple([
        z.object({
          tool: z.object({
            driver: z.object({ name: z.string(), rules: z.array(z.object({ id: z.string() })) }),
          }),
          invocations: z.tuple([z.object({ executionSuccessful: z.literal(true) })]),
          results: z.array(
            z.object({
              ruleId: z.string(),
              ruleIndex: z.int(),
              level: z.enum(['error', 'warning', 'note']),
              message: z.object({ text: z.string().min(1) }),
              locations: z.array(
                z.object({
                  physicalLocation: z.object({
                    artifactLocation: z.object({ uri: z.string().regex(/^[\w%./~!*'()-]+$/) }),
                    region: z.object({ startLine: z.int().min(1) }),
                  }),
                }),
              ),
            }),
          ),
        }),
      ]),
    });
    const [sarif] = schema.parse(JSON.parse(await readFile(output, 'utf8'))).runs;
    expect(sarif.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['sequence-gap', 'error'],
      ['projection-drift', 'warning'],
    ]);
    for (const { ruleId, ruleIndex } of sarif.results) {
      expect(sarif.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
    expect(await readdir(folder)).not.toContain('audit.sarif.unfinished');
  });

  it('writes SARIF without any finding', async () => {
    const { stdout } = await run('audit', '--file', join(folder, 'good.json'), '--format', 'sarif');
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ results: [] }] });
  });

  it('writes JUnit, well-formed whatever the ids hold', async () => {
    const { stdout } = await run('audit', '--file', join(folder, 'items.json'), '--format', 'junit');
    expect(stdout).toContain('<testsuite name="sequence-gap" tests="1" failures="1"');
    expect(stdout).toContain('name="b&quot;&gt;&lt;x&gt;&amp;\ufffd\u202e\ufffd"');
    expect(stdout).toContain('<testsuite name="orphan-events" tests="1" failures="0"');
    const open: string[] = [];
    for (const [, end, name = '', , self] of stdout.matchAll(
      /<(\/?)([a-z-]+)((?:\s[a-z]+="[^"<]*")*)(\/?)>/g,
    )) {
      if (end === '/') expect(open.pop()).toBe(name);
      else if (self !== '/') open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('keeps every character that XML knows', () => {
    expect(xmlText('a\u0001😀\ud800b<\n')).toBe('a\ufffd😀\ufffdb&lt;&#10;');
  });

  it('refuses another format beside --json, and writes nothing', async () => {
    const output = join(folder, 'contradiction.xml');
    const items = join(folder, 'items.json');
    const { status, stdout, stderr } = await run(
      'audit',
      '--file',
      items,
      '--json',
      '--format',
      'junit',
      '--output',
      output,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--json and --format junit contradict each other.');
    await expect(readFile(output)).rejects.toThrow('ENOENT');
  });

  it('says where a report cannot be written', async () => {
    const output = join(folder, 'no', 'such', 'folder.xml');
    const { status, stderr } = await run(
      'audit',
      '--file',
      join(folder, 'items.json'),
      '--format',
      'junit',
      '--output',
      output,
    );
    expect(status).toBe(2);
    expect(stderr).toContain('could not be written');
  });
});

describe('audit --export', () => {
  const manifest = (files: readonly (readonly [string, number])[]): string =>
    files
      .map(([name, itemCount]) =>
        JSON.stringify({ itemCount, dataFileS3Key: `AWSDynamoDB/1-2/data/${name}` }),
      )
      .join('\n');

  const exported = async (name: string, summary: object, count = items.length): Promise<string> => {
    const place = join(folder, name);
    await mkdir(join(place, 'data'), { recursive: true });
    const wrapped = items.map((item) => JSON.stringify({ Item: item }));
    const half = Math.floor(wrapped.length / 2);
    // In two files, in no order: as exports are.
    await writeFile(
      join(place, 'data', 'b.json.gz'),
      gzipSync(`${wrapped.slice(0, half).reverse().join('\n')}\n`),
    );
    await writeFile(join(place, 'data', 'a.json.gz'), gzipSync(`${wrapped.slice(half).join('\n')}\n`));
    await writeFile(join(place, 'manifest-summary.json'), JSON.stringify(summary));
    await writeFile(
      join(place, 'manifest-files.json'),
      manifest([
        ['b.json.gz', half],
        ['a.json.gz', count - half],
      ]),
    );
    return place;
  };

  it('finds what an audit of the items finds', async () => {
    const place = await exported('whole', { outputFormat: 'DYNAMODB_JSON', exportType: 'FULL_EXPORT' });
    const { status, lines } = await run('audit', '--export', place, '--json');
    expect(status).toBe(1);
    const file = await run('audit', '--file', join(folder, 'items.json'), '--json');
    expect([...lines].sort()).toEqual([...file.lines].sort());
  });

  it.each([
    ['Ion', { outputFormat: 'ION' }, undefined, 'Amazon Ion'],
    ['an incremental export', { exportType: 'INCREMENTAL_EXPORT' }, undefined, 'incremental'],
    ['a file with fewer items than it says', {}, items.length + 1, 'were in the files'],
  ])('refuses %s', async (name, summary, count, words) => {
    const { status, stderr } = await run('audit', '--export', await exported(name, summary, count));
    expect(status).toBe(2);
    expect(stderr).toContain(words);
  });

  it('refuses a folder that is no export, and says what it looked for', async () => {
    const place = join(folder, 'holiday');
    const refused = async (...words: readonly string[]): Promise<void> => {
      const { status, stdout, stderr } = await run('audit', '--export', place);
      expect([status, stdout]).toEqual([2, '']);
      for (const each of words) expect(stderr).toContain(each);
    };
    const whatToName =
      'Name the folder of the export itself: it holds manifest-summary.json, manifest-files.json';
    await refused(`There is no folder ${place}.`);
    await mkdir(place);
    await writeFile(join(place, 'photos.txt'), 'sea');
    await refused(`There is no export in ${place}: it holds no manifest-files.json`, whatToName);
    // Any JSON may be a file of items where no manifest lists them.
    const other = join(place, 'package.json');
    await writeFile(other, '{"name":"x"}\n');
    await refused(
      `${other}: A line is not an item in DynamoDB JSON: `,
      `There is no ${join(place, 'manifest-files.json')}, so this file was read. ${whatToName}`,
    );
  });

  it('refuses a file in place of a folder', async () => {
    const file = join(folder, 'items.json');
    const { status, stderr } = await run('audit', '--export', file);
    expect(status).toBe(2);
    expect(stderr).toContain(`${file} is a file, not the folder of an export. Name the folder`);
    expect(stderr).toContain('--file');
  });

  const md5Of = async (file: string): Promise<string> =>
    createHash('md5')
      .update(await readFile(file))
      .digest('base64');

  it('takes files that have the checksums of the manifest, and refuses one that was changed', async () => {
    const place = await exported('checked', {});
    const names = ['b.json.gz', 'a.json.gz'];
    const listed = (await readFile(join(place, 'manifest-files.json'), 'utf8')).split('\n');
    const lines = await Promise.all(
      listed.map(async (line, index) => {
        const entry = z.record(z.string(), z.unknown()).parse(JSON.parse(line));
        const md5Checksum = await md5Of(join(place, 'data', names[index] ?? ''));
        return JSON.stringify({ ...entry, md5Checksum });
      }),
    );
    await writeFile(join(place, 'manifest-files.json'), lines.join('\n'));
    expect((await run('audit', '--export', place, '--json')).status).toBe(1);
    const file = join(place, 'data', 'a.json.gz');
    const text = gunzipSync(await readFile(file)).toString('utf8');
    const changed = text.replace('TaskStarted', 'TaskStopped');
    expect(changed).not.toBe(text);
    await writeFile(file, gzipSync(changed));
    const { status, stderr } = await run('audit', '--export', place, '--json');
    expect([status, stderr]).toEqual([2, expect.stringContaining('a.json.gz is not the file that was')]);
  });

  it('refuses an export with a file missing', async () => {
    const place = await exported('missing', {});
    await rm(join(place, 'data', 'a.json.gz'));
    const { status, stderr } = await run('audit', '--export', place);
    expect([status, stderr]).toEqual([2, expect.stringContaining('a.json.gz')]);
  });
});

it('is interrupted when its reader goes away, such as head', async () => {
  const err = sink();
  let lines = 0;
  const stdout: TextStream = {
    isTTY: true,
    on: () => undefined,
    write: (_, done) => {
      lines += 1;
      done(lines > 1 ? new Error('EPIPE') : null);
      return true;
    },
  };
  const { signal } = new AbortController();
  const args = ['audit', '--file', join(folder, 'items.json')];
  expect(await runCli(args, { stdout, stderr: err.stream, env: {}, signal }, bareDeps)).toBe(130);
  expect(err.text()).toContain('nobody reads the output');
});
