import type { StreamContext } from '#shared/contract/define.ts';
import { aborted } from '../services/waiting.ts';

/**
 * Passes on what a subscription tells, in order and under the window's credit, until the call is cancelled.
 * `subscribe` gets a listener and gives back what ends the subscription.
 */
export async function relay<T>(
  subscribe: (listener: (value: T) => void) => () => void,
  { emit, signal }: StreamContext<T>,
): Promise<Record<string, never>> {
  let last: Promise<void> = Promise.resolve();
  const end = subscribe((value) => {
    last = last.then(() => (signal.aborted ? undefined : emit(value))).catch(() => undefined);
  });
  await aborted(signal);
  end();
  await last;
  return {};
}
