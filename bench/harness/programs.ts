import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Starts a program of this folder in a process of its own; gives the first thing that it tells. */
async function startProgram(
  name: string,
  args: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly told: unknown }> {
  const child = fork(resolve(import.meta.dirname, name), [...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${String(code)}.`);
  });
  const [told] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return { child, told };
}

/** What a program tells before it ends; settles when it has. */
async function runProgram(name: string, args: readonly string[]): Promise<unknown> {
  const { child, told } = await startProgram(name, args);
  if (child.exitCode === null) await once(child, 'exit');
  return told;
}

/** Runs `use` against a server that answers with canned pages of `items` items; `made`: written while it answers. */
export async function withCannedServer<T>(
  items: number,
  pages: 'ready' | 'made',
  use: (endpoint: string) => Promise<T>,
): Promise<T> {
  const { child, told } = await startProgram('cannedServer.ts', [String(items), '2500', pages]);
  try {
    const { port } = z.object({ port: z.int() }).parse(told);
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    child.kill();
  }
}

const lonelySchema = z.object({
  ms: z.number(),
  items: z.int(),
  tasks: z.int(),
  findings: z.int(),
  /** Megabytes, the largest sample. */
  resident: z.number(),
  /** Megabytes, the median of the samples of its second half. */
  residentLevel: z.number(),
  /** Milliseconds. */
  lateP99: z.number(),
  late: z.number(),
  cancelMs: z.number().optional(),
});

/** What an audit in a process of its own showed. */
export type LonelyAudit = z.infer<typeof lonelySchema>;

/** What an audit alone is told. */
export interface Alone {
  /** Ends it that many milliseconds after its start. */
  readonly cancelAfter?: number;
  /** An endpoint that is audited before it, in the same process. */
  readonly before?: string;
}

/** Audits an endpoint's table in a process of its own. */
export async function auditAlone(
  endpoint: string,
  { cancelAfter = 0, before = '' }: Alone,
): Promise<LonelyAudit> {
  return lonelySchema.parse(await runProgram('lonelyAudit.ts', [endpoint, String(cancelAfter), before]));
}

/** Milliseconds that the document client's plain loop takes over a table, in a process of its own; its items are counted. */
export async function plainLoop(
  endpoint: string,
  table: string,
): Promise<{ readonly ms: number; readonly items: number }> {
  return z
    .object({ ms: z.number(), items: z.int() })
    .parse(await runProgram('plainLoop.ts', [endpoint, table]));
}
