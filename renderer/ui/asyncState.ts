import { hasCode } from '#shared/errors/appError.ts';

/** Where an asynchronous piece of work stands. `P`: what is known of it while it runs. */
export type AsyncState<T, P = undefined> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly progress: P }
  | { readonly phase: 'done'; readonly value: T }
  | { readonly phase: 'failed'; readonly error: unknown }
  | { readonly phase: 'cancelled' };

/** Not begun. */
export const IDLE = { phase: 'idle' } as const;

/** Under way, nothing more known. */
export const RUNNING = { phase: 'running', progress: undefined } as const;

/** Over, with its value. */
export const done = <T>(value: T): AsyncState<T, never> => ({ phase: 'done', value });

/** Over without a value: cancelled when `error` says so, else failed. */
export const failed = (error: unknown): AsyncState<never, never> =>
  hasCode(error, 'Cancelled') ? { phase: 'cancelled' } : { phase: 'failed', error };
