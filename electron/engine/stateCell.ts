import type { EngineState } from './types.ts';

/** The present state and those who want to hear of every change. */
export interface StateCell {
  readonly now: () => EngineState;
  readonly set: (state: EngineState['state'], message: string, nextStep?: string) => void;
  readonly watch: (changed: (state: EngineState) => void) => () => void;
}

/** A cell that begins as `starting`. */
export function createStateCell(message: string): StateCell {
  const watchers = new Set<(state: EngineState) => void>();
  let current: EngineState = { state: 'starting', message, since: new Date().toISOString() };
  return {
    now: () => current,
    set: (state, text, nextStep) => {
      const since = new Date().toISOString();
      current = { state, message: text, since, ...(nextStep === undefined ? {} : { nextStep }) };
      for (const changed of [...watchers]) changed(current);
    },
    watch: (changed) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}
