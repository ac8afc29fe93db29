import type { ReactElement } from 'react';
import { IdText } from '../../ui/IdText.tsx';
import styles from './detail.module.css';
import type { OpenDelete } from './recordState.ts';
import { ownerName } from './selectors.ts';

/** What a deletion would do, to be confirmed. */
export function DeleteForm({ open }: { readonly open: OpenDelete }): ReactElement {
  const { seen, movedFrom } = open;
  return (
    <div className={styles.form}>
      <p>
        Deletes <IdText id={seen.task} strong /> of <IdText id={ownerName(seen.owner)} />, on the condition
        that it is still at version {seen.version}.
      </p>
      {movedFrom === undefined ? null : (
        <p className={styles.moved} role="status">
          {movedFrom === seen.version
            ? `Read again: it is still at version ${seen.version}.`
            : `Read again: it is at version ${seen.version} now, not ${movedFrom}.`}
        </p>
      )}
      <p className={styles.muted}>No earlier version is kept, so this cannot be undone.</p>
    </div>
  );
}
