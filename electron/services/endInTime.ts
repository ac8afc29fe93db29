import { logLine } from './logLine.ts';

/** One thing that ends with the program, by its name in the log. */
export interface Ending {
  readonly what: string;
  readonly end: () => Promise<void> | void;
}

/** How long each is waited for, in milliseconds: an audit may have a checkpoint to write. */
const WAITED = 10_000;

/**
 * Ends one after the other. One that fails, or takes too long, keeps none of the others: a program whose window is gone
 * must not linger, nor leave its engine behind.
 */
export async function endInTime(
  endings: readonly Ending[],
  { log, waited = WAITED }: { readonly log: (line: string) => void; readonly waited?: number },
): Promise<void> {
  for (const { what, end } of endings) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), waited);
    });
    try {
      if ((await Promise.race([end(), late])) === 'late') log(`${what} did not end in time`);
    } catch (error) {
      log(logLine(`${what} did not end cleanly`, error));
    } finally {
      clearTimeout(timer);
    }
  }
}
