import { createContext, useContext, useEffect, useRef, type RefObject } from 'react';
import type { ActionRegistry } from './actionRegistry.ts';
import type { ActionId } from './actionTable.ts';

const ActionsContext = createContext<ActionRegistry | null>(null);

/** `<ActionsProvider value={registry}>` gives the registry to everything below. */
export const ActionsProvider = ActionsContext.Provider;

/** The registry of what can be done now. */
export function useActions(): ActionRegistry {
  const registry = useContext(ActionsContext);
  if (registry === null) throw new Error('No ActionsProvider above this component');
  return registry;
}

/**
 * Does action `id` by `run` while this component is on screen. With `part`, it goes before others when the focus is
 * inside that element. Nothing is registered while `enabled` is false.
 */
export function useAction(
  id: ActionId,
  run: () => void,
  {
    part,
    enabled = true,
  }: { readonly part?: RefObject<HTMLElement | null>; readonly enabled?: boolean } = {},
): void {
  const registry = useActions();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    return registry.add({
      id,
      run: () => latest.current(),
      ...(part === undefined
        ? {}
        : { hasFocus: () => part.current?.contains(document.activeElement) === true }),
    });
  }, [registry, id, part, enabled]);
}
