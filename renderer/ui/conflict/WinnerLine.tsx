import type { ReactElement } from 'react';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { Time } from '../time/Time.tsx';
import { PlainText } from '../value/PlainText.tsx';
import styles from './conflict.module.css';
import { payloadGist, sequenceKey } from './conflictWords.ts';

/** The event that won: its sequence (a link when it can be opened), type, actor, time and gist. */
export function WinnerLine({
  event,
  onOpenEvent,
}: {
  readonly event: TaskEvent;
  readonly onOpenEvent?: ((seq: number) => void) | undefined;
}): ReactElement {
  const gist = payloadGist(event);
  return (
    <span className={styles.winner}>
      {onOpenEvent === undefined ? (
        <code>{sequenceKey(event.seq)}</code>
      ) : (
        <button type="button" className={styles.link} onClick={() => onOpenEvent(event.seq)}>
          <code>{sequenceKey(event.seq)}</code>
        </button>
      )}{' '}
      <strong>
        <PlainText text={event.type} limit={80} />
      </strong>
      {event.actor === undefined ? (
        <span className={styles.muted}> by an unnamed actor</span>
      ) : (
        <>
          {' by '}
          <code>
            <PlainText text={event.actor} limit={80} />
          </code>
        </>
      )}
      {', '}
      <Time at={event.at} precision="ms" suffix=" ago" />
      {gist === '' ? null : (
        <span className={styles.gist}>
          <PlainText text={gist} />
        </span>
      )}
    </span>
  );
}
