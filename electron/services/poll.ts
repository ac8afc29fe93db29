/** How often the end of an open task's stream is looked at, in milliseconds; a cloud table, where looking is paid for, less often. */
export const POLL = { local: 1500, cloud: 5000 } as const;
