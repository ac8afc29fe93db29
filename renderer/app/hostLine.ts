/** Whether the window's line to its host is there. */
export type HostLineState = 'open' | 'lost';

/** The window's line to its host. */
export interface HostLine {
  readonly state: () => HostLineState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Tries at once instead of waiting for the next try. */
  readonly retry: () => void;
}
