import type { ReactElement } from 'react';
import type { WorkspaceUserRow } from '#shared/contract/workspace.ts';
import { IdText } from '../../ui/IdText.tsx';
import { counted } from '../../ui/numbers.ts';
import styles from './workspace.module.css';

/** One user in the list. `dim`: characters that neighbours share. */
export function UserRow({
  row,
  dim,
}: {
  readonly row: WorkspaceUserRow | undefined;
  readonly dim: number;
}): ReactElement {
  if (row === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  return (
    <div className={styles.row}>
      <span className={styles.title}>
        <IdText id={row.userId} dim={dim} />
      </span>
      <span className={styles.time}>{counted(row.pages, 'page')}</span>
    </div>
  );
}
