import type { ReactElement } from 'react';
import type { CorruptLetter, DeadLetter, DeadLetterItem } from '#shared/model/deadLetter.ts';
import { IdText } from '../../ui/IdText.tsx';
import { Tick } from '../../ui/list/Tick.tsx';
import { counted } from '../../ui/numbers.ts';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './deadLetters.module.css';

/** One letter in two lines: whose and when; what went wrong, where, and how often it was tried. */
export function LetterRow({
  item,
  marked,
  onToggle,
}: {
  readonly item: DeadLetterItem | undefined;
  /** Undefined: there is nothing to redrive. */
  readonly marked: boolean | undefined;
  readonly onToggle: () => void;
}): ReactElement {
  if (item === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  return (
    <div className={styles.row} data-marked={marked === true}>
      <Tick marked={marked} title="Mark for redriving (Space)" onToggle={onToggle} />
      {item.kind === 'letter' ? (
        <LetterLines letter={item.letter} />
      ) : (
        <CorruptLines corrupt={item.corrupt} />
      )}
    </div>
  );
}

function LetterLines({ letter }: { readonly letter: DeadLetter }): ReactElement {
  const { taskId, event, error, attempts, lastFailedAt, redrivenAt, queue } = letter;
  return (
    <div className={styles.lines}>
      <div className={styles.line}>
        <span className={styles.cut}>
          <IdText id={taskId} strong={redrivenAt === undefined} />{' '}
          <span className={styles.muted}>
            <PlainText text={event.type} limit={60} closed />
          </span>
        </span>
        {lastFailedAt === undefined ? null : (
          <Time at={lastFailedAt} className={styles.time} precision="short" suffix=" ago" />
        )}
      </div>
      <div className={styles.line}>
        <span className={styles.cut}>
          {error.code === undefined ? null : (
            <code className={styles.code}>
              <PlainText text={error.code} limit={40} closed />
            </code>
          )}{' '}
          <PlainText text={error.message ?? 'no message'} limit={200} closed />
        </span>
        <span className={styles.where}>
          {redrivenAt === undefined
            ? attempts === undefined
              ? ''
              : `${counted(attempts, 'attempt')} · `
            : 'redriven · '}
          <PlainText text={queue} limit={30} closed />
        </span>
      </div>
    </div>
  );
}

function CorruptLines({ corrupt }: { readonly corrupt: CorruptLetter }): ReactElement {
  return (
    <div className={styles.lines}>
      <div className={styles.line}>
        <span className={styles.cut}>
          <IdText id={corrupt.key} />
        </span>
        <span className={styles.bad}>
          <span aria-hidden="true">△ </span>unreadable
        </span>
      </div>
      <div className={styles.line}>
        <span className={styles.cut}>{corrupt.reason}</span>
        <span className={styles.where}>
          <PlainText text={corrupt.queue} limit={30} closed />
        </span>
      </div>
    </div>
  );
}
