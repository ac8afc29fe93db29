import type { ReactElement } from 'react';
import type { RecordRow as Row } from '#shared/contract/records.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { expiryMark, expiryState } from './expiry.ts';
import styles from './records.module.css';
import { ownerName } from './selectors.ts';
import { useNow } from './useNow.ts';

/** The height of a row in pixels: two lines, since two ids have no place beside each other. */
export const RECORD_ROW = 44;

/**
 * One record in the list: its task and findings; below, owner, the beginning of its data, version, time to its expiry.
 * `dim`: characters that its key shares with its neighbours.
 */
export function RecordRow({
  row,
  dim,
}: {
  readonly row: Row | undefined;
  readonly dim: number;
}): ReactElement {
  if (row === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  const { key, task } = row;
  return (
    <div className={styles.row}>
      <div className={styles.first}>
        {task === '' ? <span className={styles.owner}>(empty task id)</span> : null}
        <IdText id={task} dim={Math.max(0, dim - (key.length - task.length))} />
        <span title={row.fault}>
          <FindingBadge errors={row.fault === undefined ? 0 : 1} warnings={0} />
        </span>
      </div>
      <div className={styles.second}>
        <bdi className={styles.owner} title={`Owner ${ownerName(row.owner)}`}>
          {ownerName(row.owner)}
        </bdi>
        <span className={styles.gist}>
          <PlainText text={row.gist} limit={120} closed />
        </span>
        <span className={styles.version}>{row.version === undefined ? 'no version' : `v${row.version}`}</span>
        <Expiry expiresAt={row.expiresAt} />
      </div>
    </div>
  );
}

function Expiry({ expiresAt }: { readonly expiresAt: number | undefined }): ReactElement {
  const mark = useNow((now) => expiryMark(expiresAt, now));
  const state = useNow((now) => expiryState(expiresAt, now));
  return (
    <span className={styles.expiry} data-expiry={state}>
      {mark}
    </span>
  );
}
