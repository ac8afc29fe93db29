import { createContext, useContext } from 'react';
import type { TaskDeps } from './taskState.ts';

const DepsContext = createContext<TaskDeps | null>(null);

/** Gives client and clock to the parts of the task screen that fetch rows themselves. */
export const TaskDepsProvider = DepsContext.Provider;

/** The client and clock of this task screen. */
export function useTaskDeps(): TaskDeps {
  const deps = useContext(DepsContext);
  if (deps === null) throw new Error('No TaskDepsProvider above this component');
  return deps;
}
