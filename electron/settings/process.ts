import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** A process as it can be recognised later: a number alone is given to another program in time. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the system's own words and without blanks; absent where the system does not tell cheaply (Windows). */
  readonly started?: string | undefined;
}

/** Whether a process with this number exists, ours or another's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const run = (command: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C' };
    execFile(command, [...args], { timeout: 5000, env }, (error, stdout) =>
      resolve(error === null ? stdout.trim() : undefined),
    );
  });

interface LinuxStat {
  readonly state: string;
  readonly started: string;
}

/** State letter and field 22 of `/proc/<pid>/stat` (proc(5)); the name in field 2 may hold anything but ends at the last `)`. */
const linuxStat = async (pid: number): Promise<LinuxStat | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  const started = fields?.[19];
  return state === undefined || started === undefined ? undefined : { state, started };
};

/** The mark of a living process; undefined when there is none (a zombie, dead but not collected, counts as none). */
export async function markOf(pid: number): Promise<ProcessMark | undefined> {
  if (process.platform === 'linux') {
    const stat = await linuxStat(pid);
    return stat === undefined || stat.state === 'Z' ? undefined : { pid, started: stat.started };
  }
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'win32') return { pid };
  const line = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
  if (line === undefined || line.startsWith('Z')) return undefined;
  return { pid, started: line.slice(line.indexOf(' ')).trim().replaceAll(/\s+/g, '_') };
}

/** Whether the marked process still runs. Where starts are not told, the number alone decides. */
export async function stillRuns(mark: ProcessMark): Promise<boolean> {
  const now = await markOf(mark.pid);
  return now !== undefined && (mark.started === undefined || now.started === mark.started);
}

/** The command line of a process, arguments joined by blanks; undefined when the system does not tell. */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text === '' ? undefined : text.split('\0').join(' ').trim();
  }
  if (process.platform === 'win32') {
    const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`;
    return run('powershell', ['-NoProfile', '-Command', query]);
  }
  return run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
}
