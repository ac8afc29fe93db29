import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBuilder } from 'vite';
import { growHeapInLargeSteps } from '../electron/runtime/heapGrowth.ts';
import { audits } from './benches/audit.ts';
import { firstEvents } from './benches/firstEvents.ts';
import { loop } from './benches/loop.ts';
import { memory } from './benches/memory.ts';
import { openTask } from './benches/openTask.ts';
import { openWindow } from './benches/openWindow.ts';
import { replay } from './benches/replay.ts';
import { scrub } from './benches/scrub.ts';
import { startup } from './benches/startup.ts';
import { stores } from './benches/stores.ts';
import type { Bench } from './harness/bench.ts';
import { ratioOf, table, type Figure } from './harness/figures.ts';
import { within } from './harness/measure.ts';
import { ROOT } from './harness/paths.ts';
import { findRuntimes } from './harness/runtimes.ts';
import { seed } from './harness/seed.ts';

/** Every benchmark, in the order in which they run: what is disturbed most by others comes first. */
const BENCHES = {
  loop,
  audit: audits,
  replay,
  stores,
  firstEvents,
  openTask,
  openWindow,
  scrub,
  startup,
  memory,
} satisfies Record<string, Bench>;

/** Milliseconds for one of them; the plain loop of audits alone takes minutes. */
const LONGEST = 1_200_000;

// Engines end with this process where it ends by itself; a signal would leave them behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

// As the host does for itself; whatever is compared with it here gets the same.
growHeapInLargeSteps();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';

function chosen(names: readonly string[]): readonly (readonly [string, Bench])[] {
  const all = Object.entries<Bench>(BENCHES);
  const unknown = names.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    throw new Error(
      `There is no benchmark “${unknown.join('”, “')}”. There are: ${all.map(([name]) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? all : all.filter(([name]) => names.includes(name));
}

async function build(): Promise<void> {
  say('Building …');
  const builder = await createBuilder({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
  await builder.buildApp();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, 'no-build': { type: 'boolean', default: false } },
});
const benches = chosen(positionals);
if (!values['no-build']) await build();
const dataFolder = await mkdtemp(join(tmpdir(), 'dynascope-bench-'));
const runtimes = await findRuntimes(say);
const results: (Figure & { readonly bench: string; readonly ratio: number | undefined })[] = [];
try {
  say('Writing the data …');
  await seed(dataFolder);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${type()} ${release()}, Node ${process.version}`;
  process.stdout.write(`${machine}\n`);
  for (const [name, bench] of benches) {
    const before = load();
    say(`Running ${name} …`);
    const figures = await within(LONGEST, name, bench({ dataFolder, runtimes, say })).catch(
      (error: unknown) => {
        say(`${name} failed: ${String(error)}`);
        process.exitCode = 1;
        return [];
      },
    );
    process.stdout.write(
      `\n## ${name}\n\n${table(figures)}\n\nOther load: ${before} before, ${load()} after (1 minute average).\n`,
    );
    results.push(...figures.map((figure) => ({ bench: name, ...figure, ratio: ratioOf(figure) })));
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
} finally {
  runtimes.stop();
  await rm(dataFolder, { recursive: true, force: true });
}
