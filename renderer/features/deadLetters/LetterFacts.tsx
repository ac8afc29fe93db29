import type { ReactElement } from 'react';
import type { DeadLetter } from '#shared/model/deadLetter.ts';
import type { RedrivePreview } from '#shared/model/redrivePreview.ts';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueTree } from '../../ui/value/ValueTree.tsx';
import styles from './deadLetters.module.css';
import type { DeadLettersProps } from './props.ts';

/** What the letter itself says: its queue, its attempts, and the event that could not be applied. */
export function LetterFacts({
  letter,
  preview,
  onOpenTask,
  onNotice,
}: Pick<DeadLettersProps, 'onOpenTask' | 'onNotice'> & {
  readonly letter: DeadLetter;
  readonly preview: RedrivePreview;
}): ReactElement {
  const { queue, letterId, attempts, firstFailedAt, lastFailedAt, event, taskId } = letter;
  return (
    <>
      <h4 className={styles.part}>The letter</h4>
      <dl className={styles.facts}>
        <dt>Queue</dt>
        <dd>
          <PlainText text={queue} limit={200} />
        </dd>
        <dt>Letter</dt>
        <dd className={styles.mono}>
          <PlainText text={letterId} limit={200} />
        </dd>
        <dt>Attempts</dt>
        <dd>{attempts ?? 'not told'}</dd>
        <dt>First failed</dt>
        <dd>{firstFailedAt === undefined ? 'not told' : <Time at={firstFailedAt} suffix=" ago" />}</dd>
        <dt>Last failed</dt>
        <dd>{lastFailedAt === undefined ? 'not told' : <Time at={lastFailedAt} suffix=" ago" />}</dd>
        <dt>Was to be</dt>
        <dd>
          <Meant letter={letter} next={preview.seq} onOpen={(seq) => onOpenTask(taskId, seq)} />
        </dd>
        <dt>Event</dt>
        <dd>
          <PlainText text={event.type} limit={200} />, <Time at={event.at} suffix=" ago" />
          {event.actor === undefined ? null : (
            <>
              , by <PlainText text={event.actor} limit={80} />
            </>
          )}
        </dd>
      </dl>
      {event.data === undefined ? null : (
        <div className={styles.payload}>
          <ValueTree
            label="Payload of the letter’s event"
            document={event.data}
            onCopied={(what) => onNotice(`${what} copied`)}
          />
        </div>
      )}
    </>
  );
}

/** The number that the event was to get, and how far the task has gone since. */
function Meant({
  letter: { expectedSeq, redrivenAt },
  next,
  onOpen,
}: {
  readonly letter: DeadLetter;
  readonly next: number;
  readonly onOpen: (seq: number) => void;
}): ReactElement {
  if (expectedSeq === undefined) return <>no number told</>;
  const isTaken = expectedSeq < next;
  if (!isTaken || redrivenAt !== undefined) return <>event {expectedSeq}</>;
  return (
    <>
      event {expectedSeq}, which is taken.{' '}
      <button type="button" className={styles.link} onClick={() => onOpen(expectedSeq)}>
        Show what is there
      </button>
    </>
  );
}
