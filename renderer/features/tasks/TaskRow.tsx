import type { ReactElement } from 'react';
import type { TaskRow as Row } from '#shared/contract/tasks.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { statusLook, statusWords } from '../../ui/statusLook.ts';
import { Time } from '../../ui/time/Time.tsx';
import styles from './tasks.module.css';

/** One task in the list: status, id, title, findings, time of the last change. `dim`: characters that neighbours share. */
export function TaskRow({ row, dim }: { readonly row: Row | undefined; readonly dim: number }): ReactElement {
  if (row === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  const shown = row.status ?? row.replayedStatus;
  return (
    <div className={styles.row}>
      <StatusGlyph look={statusLook(shown)} />
      <IdText id={row.task} dim={dim} />
      <bdi className={styles.rowTitle}>{row.title}</bdi>
      <span>
        <FindingBadge errors={row.findings.error} warnings={row.findings.warning} />
      </span>
      <bdi className={styles.rowStatus}>{statusWords(row.status)}</bdi>
      <span className={styles.rowTime}>
        {row.changedAt === undefined ? null : <Time at={row.changedAt} precision="short" />}
      </span>
    </div>
  );
}
