import type { ReactElement } from 'react';
import { missedWords } from './missed.ts';
import { taskContext } from './store.ts';
import styles from './TaskPane.module.css';

/** Says that the event asked for is not there, for as long as the one shown instead is looked at. */
export function MissedBanner(): ReactElement | null {
  const words = taskContext.useSelector(({ missed, selected, sequences }) =>
    missed === undefined || sequences === undefined || selected !== missed.shown
      ? undefined
      : missedWords(missed, sequences),
  );
  return words === undefined ? null : (
    <p className={styles.banner} role="status">
      {words}
    </p>
  );
}
