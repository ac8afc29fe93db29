import type { ActionId } from './actionTable.ts';

/** One way to do an action, given by a part of the window that is on screen. */
export interface ActionHandler {
  readonly id: ActionId;
  readonly run: () => void;
  /** Whether the focus lies in the handler's own part; such a handler goes before the others. */
  readonly hasFocus?: () => boolean;
}

/** What can be done now. */
export interface ActionRegistry {
  /** Adds a handler; returns what removes it. */
  readonly add: (handler: ActionHandler) => () => void;
  /** Runs the handler that has the focus, else the one added last; false when there is none. */
  readonly run: (id: ActionId) => boolean;
  readonly has: (id: ActionId) => boolean;
}

/** Creates an empty registry. */
export function createActionRegistry(): ActionRegistry {
  const handlers = new Set<ActionHandler>();
  const of = (id: ActionId): readonly ActionHandler[] => [...handlers].filter((handler) => handler.id === id);
  return {
    add: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    run: (id) => {
      const candidates = of(id);
      const chosen = candidates.find((handler) => handler.hasFocus?.() === true) ?? candidates.at(-1);
      chosen?.run();
      return chosen !== undefined;
    },
    has: (id) => of(id).length > 0,
  };
}
