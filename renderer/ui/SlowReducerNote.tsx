import type { ReactElement } from 'react';
import type { SlowReducer } from '#shared/model/slowReducer.ts';
import { useEntryWord } from './entryWord.tsx';
import { formatCount } from './numbers.ts';
import styles from './SlowReducerNote.module.css';
import { formatDuration } from './time/duration.ts';
import { PlainText } from './value/PlainText.tsx';

/** Says that it is the reader's own reducer that keeps an answer waiting, where it is, and the way back to another. */
export function SlowReducerNote({
  slow,
  shown,
  onGiveBack,
}: {
  readonly slow: SlowReducer;
  /** What is to be said of what stands on screen meanwhile. */
  readonly shown?: string | undefined;
  /** Goes back to the table's own reducer; left out where that cannot be changed any more. */
  readonly onGiveBack?: (() => void) | undefined;
}): ReactElement {
  const word = useEntryWord();
  const { reducer, stream, event, events, seconds } = slow;
  return (
    <div className={styles.note}>
      <p className={styles.words}>
        {/* Told aloud once: the figures behind it change all the time. */}
        <span role="status">
          Your reducer <PlainText closed text={reducer} limit={60} /> is still running
        </span>
        :{' '}
        {stream === undefined ? null : (
          <>
            {word} <PlainText closed text={stream} limit={60} />,{' '}
          </>
        )}
        at event {formatCount(event)} of {formatCount(events)}, for {formatDuration(seconds * 1000)}.
        {shown === undefined ? '' : ` ${shown}`}
      </p>
      {onGiveBack === undefined ? null : (
        <button type="button" className={styles.tool} onClick={onGiveBack}>
          Back to the table’s own
        </button>
      )}
    </div>
  );
}
