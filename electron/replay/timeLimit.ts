import { createContext, Script, type Context } from 'node:vm';

const script = new Script('work()');
let sandbox: Context | undefined;

/** By its code alone: the watchdog's error belongs to another context, so `instanceof` does not know it. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Runs `work` and interrupts it after `ms` milliseconds, even inside one regular expression that never returns:
 * `vm`'s watchdog ends whatever the thread is executing. Returns undefined when it was interrupted.
 * @see https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
 */
export function withTimeLimit<T>(ms: number, work: () => T): { readonly value: T } | undefined {
  let result: { readonly value: T } | undefined;
  const context = (sandbox ??= createContext({}));
  context['work'] = () => {
    result = { value: work() };
  };
  try {
    script.runInContext(context, { timeout: ms });
    return result;
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  } finally {
    context['work'] = undefined;
  }
}
