import type { ConnectionState, ConnectionTarget } from '#shared/contract/connections.ts';

/** What is going on before a table can be chosen, in one line; undefined when it is the reader's turn. */
export function waitingWords(
  name: string,
  kind: ConnectionTarget['kind'] | undefined,
  state: ConnectionState['state'] | undefined,
  listing: boolean,
): string | undefined {
  switch (state) {
    case 'starting':
      return kind === 'embedded' ? `${name} is being started…` : `Connecting to ${name}…`;
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
