/**
 * Writes a table with a real library and keeps what then lies in it, as a fixture for tests:
 * `npx tsx electron/layouts/streams/testing/capture.ts pekko`. The library is fetched into a folder of its own.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeySchema } from '#shared/model/layout.ts';
import { connectDynamo } from '../../../dynamo/client.ts';
import type { IndexDefinition } from '../../../dynamo/dynamo.ts';
import { startTestEngine } from '../../../engine/testEngine.ts';
import type { CapturedTables } from './captured.ts';
import { itemsOfTable } from './streamsOf.ts';

const run = promisify(execFile);

/** How a library is made to write, and into which tables. */
interface Capture {
  /** What wrote the items, with its version. */
  readonly writtenBy: string;
  readonly tables: readonly {
    readonly table: string;
    readonly key: KeySchema;
    readonly indexes: readonly IndexDefinition[];
  }[];
  readonly write: (folder: string, endpoint: string) => Promise<unknown>;
}

const journalKey: KeySchema = { hash: { name: 'par', type: 'S' }, range: { name: 'num', type: 'N' } };
const adapterKey: KeySchema = { hash: { name: 'pkey', type: 'S' }, range: { name: 'skey', type: 'S' } };
const byAggregate = (name: string): IndexDefinition => ({
  name,
  key: { hash: { name: 'aid', type: 'S' }, range: { name: 'seq_nr', type: 'N' } },
});

/** Installs npm packages without their install scripts, and runs the program that lies beside them. */
const withPackages = async (folder: string, packages: readonly string[], endpoint: string): Promise<void> => {
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, ...packages], { cwd: folder });
  await run(process.execPath, ['capture.cjs', endpoint], { cwd: folder });
};

const CAPTURES: Readonly<Record<string, Capture>> = {
  pekko: {
    writtenBy: 'pekko-persistence-dynamodb 1.1.0, Pekko 1.1.5',
    tables: [{ table: 'pekko-journal', key: journalKey, indexes: [] }],
    write: (folder, endpoint) =>
      run('mvn', ['-q', '-B', 'compile', 'exec:java', `-Dexec.args=${endpoint}`], {
        cwd: folder,
        env: { ...process.env, AWS_REGION: 'us-east-1' },
      }),
  },
  j5ik2o: {
    writtenBy: 'event-store-adapter-js 2.2.94',
    tables: [
      { table: 'journal', key: adapterKey, indexes: [byAggregate('journal-aid-index')] },
      { table: 'snapshot', key: adapterKey, indexes: [byAggregate('snapshot-aid-index')] },
    ],
    write: (folder, endpoint) => withPackages(folder, ['event-store-adapter-js@2.2.94'], endpoint),
  },
  ddes: {
    writtenBy: '@ddes/aws-store 4.1.0, with a stand-in for @ddes/core, which the registry no longer has',
    tables: [
      {
        table: 'ddes',
        key: { hash: { name: 's', type: 'S' }, range: { name: 'v', type: 'N' } },
        indexes: [],
      },
    ],
    write: async (folder, endpoint) => {
      await run('npm', ['pack', '@ddes/aws-store@4.1.0'], { cwd: folder });
      await run('tar', ['xzf', 'ddes-aws-store-4.1.0.tgz'], { cwd: folder });
      await withPackages(
        folder,
        ['aws-sdk@2.1692.0', 'debug@4', 'fast-deep-equal@3', 'semver@7', './core'],
        endpoint,
      );
    },
  },
};

async function capture(name: string): Promise<void> {
  const wanted = CAPTURES[name];
  if (wanted === undefined) {
    throw new Error(`There is nothing to capture called ${name}: ${Object.keys(CAPTURES).join(', ')}.`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-capture-'));
  const engine = await startTestEngine('dynamodb-local');
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
  try {
    await cp(join(import.meta.dirname, 'programs', name), folder, { recursive: true });
    for (const definition of wanted.tables) {
      await dynamo.createTable({ ...definition, ttlAttribute: undefined });
    }
    await wanted.write(folder, engine.endpoint);
    const tables = await Promise.all(
      wanted.tables.map(async ({ table, key }) => ({
        table,
        key,
        items: [...(await itemsOfTable(dynamo, table))],
      })),
    );
    const captured: CapturedTables = { writtenBy: wanted.writtenBy, tables };
    const file = join(import.meta.dirname, 'items', `${name}.json`);
    await writeFile(file, JSON.stringify(captured).replaceAll(/(\[|,)(?=\{"(?!table|hash|S|N|B))/g, '$1\n'));
    await run('npx', ['prettier', '--write', file]);
    const counts = tables.map(({ table, items }) => `${table}: ${items.length} items`);
    process.stdout.write(`${counts.join('\n')}\n`);
  } finally {
    dynamo.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await capture(process.argv[2] ?? '');
