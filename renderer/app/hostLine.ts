/** Whether the window's line to its host is there. */
export type HostLineState = 'open' | 'lost';

/** The window's line to its host. */
export interface HostLine {
  readonly state: () => HostLineState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Why the host does not let the window in, in words, when that is what is the matter. */
  readonly refusal: {
    readonly get: () => string | undefined;
    readonly subscribe: (listener: () => void) => () => void;
  };
  /** Tries at once instead of waiting for the next try. */
  readonly retry: () => void;
}
