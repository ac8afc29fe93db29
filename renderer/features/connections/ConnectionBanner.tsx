import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { HOLDS_FOCUS } from '../../ui/focus/focusPlace.ts';
import styles from './connections.module.css';
import { connectionById, stateTone } from './selectors.ts';
import { StateDot } from './StateDot.tsx';
import { connectionsStore } from './store.ts';

const TITLES = {
  starting: 'has not answered yet',
  restarting: 'stopped and is being started again',
  offline: 'does not answer',
  failed: 'has failed',
  idle: '',
  ready: '',
} as const;

/** Across the window while the chosen connection does not work: what is the matter, and the next step. */
export function ConnectionBanner({
  connection: id,
  hasRead,
}: {
  readonly connection: string | undefined;
  /** Whether anything of it is on screen. */
  readonly hasRead: boolean;
}): ReactElement | null {
  const connection = connectionsStore.useSelector((all) => connectionById(all, id));
  const state = connectionsStore.useSelector((all) => (id === undefined ? undefined : all.states[id]));
  const trying = connectionsStore.useSelector((all) => id !== undefined && all.reconnecting.includes(id));
  const reconnect = connectionsStore.useSelector((all) => all.reconnect);
  const tone = stateTone(state?.state);
  if (connection === undefined || state === undefined || tone === 'good' || tone === 'idle') return null;
  // Only this computer's own engine is started by us; others are there, or not.
  const isStarted = state.state === 'starting' && connection.target.kind === 'embedded';
  return (
    <div className={styles.banner} data-tone={tone} role="status" {...HOLDS_FOCUS}>
      <StateDot state={state.state} />
      <p className={styles.bannerText}>
        <strong>
          <bdi>{connection.name}</bdi> {isStarted ? 'is starting' : TITLES[state.state]}.
        </strong>{' '}
        <bdi>{state.message}</bdi> {state.nextStep === undefined ? null : <bdi>{state.nextStep} </bdi>}
        {tone === 'bad' && hasRead ? 'What is still shown was read before and may be out of date.' : null}
      </p>
      {tone === 'bad' ? (
        <Button look="primary" disabled={trying} onClick={() => void reconnect(connection.id)}>
          {trying ? 'Trying…' : 'Reconnect'}
        </Button>
      ) : null}
    </div>
  );
}
