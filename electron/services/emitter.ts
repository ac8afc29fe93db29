/** A list of listeners for values of one type. */
export interface Emitter<T> {
  /** Calls every listener with `value`, in the order of their subscription. */
  emit(value: T): void;
  /** Adds a listener; the function given back removes it. */
  on(listener: (value: T) => void): () => void;
}

/** Makes an empty {@link Emitter}. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    emit: (value) => {
      for (const listener of [...listeners]) listener(value);
    },
    on: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
