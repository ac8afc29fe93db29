import { AppError } from '#shared/errors/appError.ts';

/** Things that the host holds open for windows, each under a name that cannot be guessed. */
export interface Handles<T> {
  /** Keeps `value` and names it. */
  add(value: T): string;
  /** Gives the value of a handle. Throws `NotFound` when it has been closed. */
  get(handle: string): T;
  remove(handle: string): void;
}

/** Makes an empty registry. `what` names the kind of thing in error texts. */
export function createHandles<T>(what: string, newId: () => string): Handles<T> {
  const held = new Map<string, T>();
  return {
    add: (value) => {
      const handle = newId();
      held.set(handle, value);
      return handle;
    },
    get: (handle) => {
      const value = held.get(handle);
      if (value === undefined) {
        throw new AppError('NotFound', {
          message: `This ${what} is no longer open.`,
          nextStep: 'Open it again.',
        });
      }
      return value;
    },
    remove: (handle) => {
      held.delete(handle);
    },
  };
}
