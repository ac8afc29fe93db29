import { createContext, useContext, type Context } from 'react';
import { useStore as useZustand } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';

/** A store's context and the hook that reads it. */
export interface ContextStore<S> {
  /** `<Provider value={store}>` gives the store to everything below. */
  readonly Provider: Context<StoreApi<S> | null>['Provider'];
  /** The selected part of the state; re-renders only when that part changes by identity. */
  readonly useSelector: <T>(select: (state: S) => T) => T;
  /** The store itself, for its actions. */
  readonly useApi: () => StoreApi<S>;
}

/** A context for one feature's vanilla store; there are no module singletons. `name` appears in the error of a missing provider. */
export function createContextStore<S>(name: string): ContextStore<S> {
  const StoreContext = createContext<StoreApi<S> | null>(null);
  const useApi = (): StoreApi<S> => {
    const store = useContext(StoreContext);
    if (store === null) throw new Error(`No provider for the store "${name}" above this component`);
    return store;
  };
  return {
    Provider: StoreContext.Provider,
    useApi,
    useSelector: (select) => useZustand(useApi(), select),
  };
}
