import { useEffect, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { writesContext } from './store.ts';
import styles from './writes.module.css';

/** How long the notice stays, in milliseconds. */
const STAYS = 8000;

/** Says in a corner that a write was done, for a while. The live region is always there, so that it is read out. */
export function WrittenNotice({
  onOpenEvent,
}: {
  readonly onOpenEvent?: (ref: TaskRef, seq: number) => void;
}): ReactElement {
  const written = writesContext.useSelector((state) => state.written);
  const forget = writesContext.useSelector((state) => state.forgetWritten);
  useEffect(() => {
    if (written === undefined) return undefined;
    const timer = setTimeout(forget, STAYS);
    return () => clearTimeout(timer);
  }, [written, forget]);
  return (
    <div className={styles.notices} role="status">
      {written === undefined ? null : (
        <div className={styles.notice}>
          <span>
            <strong>{written.words}</strong> in <IdText id={written.ref.task} />
          </span>
          {onOpenEvent === undefined || written.seq === 0 ? null : (
            <Button look="quiet" onClick={() => onOpenEvent(written.ref, written.seq)}>
              Show
            </Button>
          )}
          <IconButton label="Dismiss" onClick={forget}>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
              <path d="M2 2l8 8m0-8l-8 8" stroke="currentColor" strokeWidth="1.5" />
            </svg>
          </IconButton>
        </div>
      )}
    </div>
  );
}
