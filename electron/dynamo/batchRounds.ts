import { backoff, pause, type Timing } from './pause.ts';

/** How often in a row nothing may come of a request before what it left over is handed back. */
const IDLE_ROUNDS = 5;

/** Longest wait before the first repetition, in milliseconds; doubled for each further one that nothing came of. */
const BASE = 100;

/**
 * Sends what is still open again and again, until nothing is, or until five rounds in a row got nothing done: what is
 * open then is the result. `send` gets what is open and gives what it left so.
 * @throws `Cancelled` when `signal` is aborted while waiting, and what `send` throws
 */
export async function inRounds<T>(
  all: readonly T[],
  send: (open: readonly T[]) => Promise<readonly T[]>,
  timing: Timing,
  signal: AbortSignal | undefined,
): Promise<readonly T[]> {
  let open = all;
  let idle = 0;
  while (open.length > 0) {
    const rest = await send(open);
    idle = rest.length < open.length ? 0 : idle + 1;
    open = rest;
    if (open.length === 0 || idle === IDLE_ROUNDS) break;
    await pause(backoff(Math.max(1, idle), BASE, timing), timing, signal);
  }
  return open;
}

/** What the answer has under `name` for `table`, such as its unprocessed items. */
export function underTable(answer: Readonly<Record<string, unknown>>, name: string, table: string): unknown {
  const holder = answer[name];
  return isObject(holder) && Object.hasOwn(holder, table) ? holder[table] : undefined;
}

/** Whether `value` is an object whose names may be looked up. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
