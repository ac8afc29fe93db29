import type { ReactElement } from 'react';
import { toErrorData } from '#shared/errors/appError.ts';
import { counted, formatCount } from '../../../ui/numbers.ts';
import { taskContext } from '../store.ts';
import { hitAt } from './hits.ts';
import styles from './Travel.module.css';
import type { SearchState } from './searchStream.ts';

/** How a search stands: how far it has come, how many hits, which one is selected, and whether the stream has moved on. */
export function SearchNote({
  search,
  onAgain,
}: {
  readonly search: SearchState;
  readonly onAgain: () => void;
}): ReactElement {
  const selected = taskContext.useSelector((state) => state.selected);
  const version = taskContext.useSelector((state) => state.progress?.version);
  const { phase, count, hits, looked, total, error } = search;
  if (phase === 'failed') {
    return (
      <span className={styles.error} role="alert">
        <bdi>{toErrorData(error).message}</bdi>
      </span>
    );
  }
  const at = hitAt(hits, selected);
  const found =
    at === undefined ? counted(count, 'hit') : `hit ${formatCount(at + 1)} of ${formatCount(count)}`;
  const listed = count > hits.length ? `, the first ${formatCount(hits.length)} listed` : '';
  return (
    <span className={styles.note} role="status">
      {phase === 'done'
        ? `${found}${listed}`
        : `${found}${listed} · ${formatCount(looked)} of ${formatCount(total)} events`}
      {phase === 'cancelled' ? ', stopped' : ''}
      {phase === 'done' && version !== search.version ? (
        <>
          {' '}
          · the stream has changed since{' '}
          <button type="button" className={styles.again} onClick={onAgain}>
            Search again
          </button>
        </>
      ) : null}
    </span>
  );
}
