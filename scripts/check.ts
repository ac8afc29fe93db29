// npm run check: every static check and the unit tests, side by side, as most of them use one core only.
// `-- --without-tests`: the static checks, where `npm test` comes next and runs all the tests.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { say } from './steps.ts';

process.chdir(resolve(import.meta.dirname, '..'));

// The longest first, so that the lanes end at about the same time whatever is cached; one more than the two cores that
// are counted on, for the unit tests wait now and then.
const SCRIPTS = ['lint', 'unit:fast', 'types', 'format:check', 'deps', 'dead'] as const;
const LANES = 3;
const withoutTests = process.argv.includes('--without-tests');

/** Runs one script of package.json and prints what it said, at once when it has ended, and only if it failed. */
function runScript(name: string): Promise<boolean> {
  const startedAt = Date.now();
  return new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', name], { shell: process.platform === 'win32' });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('close', (code) => {
      say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      if (code !== 0) say(Buffer.concat(output).toString('utf8'));
      done(code === 0);
    });
  });
}

// Each lane takes the next script that no lane has taken.
const waiting = SCRIPTS.filter((name) => !(withoutTests && name === 'unit:fast')).values();

async function runLane(): Promise<boolean> {
  let good = true;
  for (const name of waiting) good = (await runScript(name)) && good;
  return good;
}

const results = await Promise.all(Array.from({ length: LANES }, runLane));
process.exitCode = results.every(Boolean) ? 0 : 1;
