/** Shows a task, at an event where there is one. */
export type OpenTask = (task: string, seq?: number) => void;
