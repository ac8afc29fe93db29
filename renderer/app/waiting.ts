import type { ConnectionState } from '#shared/contract/connections.ts';

/** What is going on before a table can be chosen, in one line; undefined when it is the reader's turn. */
export function waitingWords(
  name: string,
  state: ConnectionState['state'] | undefined,
  listing: boolean,
): string | undefined {
  switch (state) {
    case 'starting':
      return `${name} is being started…`;
    case 'restarting':
      return `${name} is being started again…`;
    case 'offline':
    case 'failed':
      return undefined;
    case 'idle':
    case 'ready':
    case undefined:
      return listing ? `Reading the tables of ${name}…` : undefined;
  }
}
