/** Holds a reducer of the reader's own that another thread runs. */
export interface PassHold {
  /** To be given to the other thread. */
  readonly shared: SharedArrayBuffer;
  /** Holds it before its next turn, or lets it go on. */
  set(isHeld: boolean): void;
}

/** Makes one that holds nothing yet. */
export function createPassHold(): PassHold {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const held = new Int32Array(shared);
  return {
    shared,
    set(isHeld) {
      Atomics.store(held, 0, isHeld ? 1 : 0);
      Atomics.notify(held, 0);
    },
  };
}

/** Waits in this thread for as long as it is held. A thread that is ended waits no longer. */
export function waitWhileHeld(shared: SharedArrayBuffer): void {
  const held = new Int32Array(shared);
  while (Atomics.load(held, 0) === 1) Atomics.wait(held, 0, 1);
}
