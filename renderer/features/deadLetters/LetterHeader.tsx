import type { ReactElement } from 'react';
import type { DeadLetter } from '#shared/model/deadLetter.ts';
import { Button } from '../../ui/Button.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './deadLetters.module.css';

/** Whose letter it is and what went wrong; once it was redriven, when, and where the event is. */
export function LetterHeader({
  letter,
  onOpenTask,
}: {
  readonly letter: DeadLetter;
  readonly onOpenTask: (task: string, seq?: number) => void;
}): ReactElement {
  const { taskId, event, error, redrivenAt, redrivenSeq } = letter;
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h3 className={styles.title} {...TAKES_FOCUS}>
          <PlainText text={event.type} limit={80} /> for <PlainText text={taskId} limit={200} />
        </h3>
        <Button onClick={() => onOpenTask(taskId, redrivenSeq)}>
          {redrivenSeq === undefined ? 'Open the task' : `Open event ${String(redrivenSeq)}`}
        </Button>
      </div>
      <p className={styles.error}>
        {error.code === undefined ? null : (
          <code className={styles.code}>
            <PlainText text={error.code} limit={80} />
          </code>
        )}{' '}
        <PlainText text={error.message ?? 'The letter carries no message.'} limit={400} />
      </p>
      {redrivenAt === undefined ? null : (
        <p className={styles.redriven}>
          Redriven{' '}
          {redrivenAt === 'unknown' ? (
            'at a time that cannot be read'
          ) : (
            <Time at={redrivenAt} suffix=" ago" />
          )}
          {redrivenSeq === undefined ? '' : `, as event ${String(redrivenSeq)}`}. It cannot be redriven again.
        </p>
      )}
    </header>
  );
}
