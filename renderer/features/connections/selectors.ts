import type { Connection, ConnectionState, ConnectionTarget } from '#shared/contract/connections.ts';
import type { ConnectionsState } from './store.ts';

const NONE: readonly Connection[] = [];

/** The saved connections, as far as they are known. */
export function knownConnections(state: ConnectionsState): readonly Connection[] {
  return state.list.phase === 'done' ? state.list.value : NONE;
}

/** The connection with this id. */
export function connectionById(state: ConnectionsState, id: string | undefined): Connection | undefined {
  return knownConnections(state).find((connection) => connection.id === id);
}

/** Where a connection leads, in one short line. */
export function targetWords(target: ConnectionTarget): string {
  switch (target.kind) {
    case 'embedded':
      return 'On this computer';
    case 'endpoint':
      return `${target.endpoint} · ${target.region}`;
    case 'profile':
      return [
        target.profile === undefined ? 'AWS, by its default credentials' : `Profile ${target.profile}`,
        ...(target.region === undefined ? [] : [target.region]),
      ].join(' · ');
  }
}

/** How a state looks: whether things work, are about to, or do not. */
export type StateTone = 'good' | 'idle' | 'busy' | 'bad';

/** The tone of a connection's state; unknown counts as idle. */
export function stateTone(state: ConnectionState['state'] | undefined): StateTone {
  switch (state) {
    case 'ready':
      return 'good';
    case 'starting':
    case 'restarting':
      return 'busy';
    case 'offline':
    case 'failed':
      return 'bad';
    case 'idle':
    case undefined:
      return 'idle';
  }
}

/** What stands beside a connection's name. */
export function stateWords(state: ConnectionState | undefined): string {
  return state?.state ?? 'idle';
}
