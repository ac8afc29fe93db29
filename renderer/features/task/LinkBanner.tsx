import type { ReactElement } from 'react';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { taskContext } from './store.ts';
import styles from './TaskPane.module.css';

/** Says when the line to the host is gone: what is shown stays, and is no longer kept up to date. */
export function LinkBanner(): ReactElement | null {
  const link = taskContext.useSelector((state) => state.link);
  const known = taskContext.useSelector((state) => state.summary !== undefined);
  const { actions } = taskContext.useApi().getState();
  const steps = { retry: actions.reopen, reconnect: actions.reopen, reload: actions.reopen };
  switch (link.phase) {
    case 'opening':
    case 'open':
      return null;
    case 'reopening':
      return (
        <p className={styles.banner} role="status">
          The connection to this task was lost.{' '}
          {known ? 'What is shown was read before and may be out of date.' : ''} Trying again.
          <button type="button" className={styles.again} onClick={actions.reopen}>
            Try now
          </button>
        </p>
      );
    case 'failed':
      return <ErrorPanel compact isKept={known} error={link.error} steps={steps} />;
  }
}
