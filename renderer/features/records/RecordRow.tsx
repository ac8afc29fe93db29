import type { ReactElement } from 'react';
import type { RecordRow as Row } from '#shared/contract/records.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { expiryMark, expiryState, useNow } from './expiry.ts';
import styles from './records.module.css';
import { ownerName } from './selectors.ts';

/** One record in the list: task, owner, the beginning of its data, findings, version, time to its expiry. */
export function RecordRow({ row }: { readonly row: Row | undefined }): ReactElement {
  if (row === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  return (
    <div className={styles.row}>
      <IdText id={row.task} />
      <bdi className={styles.owner} title={`Owner ${ownerName(row.owner)}`}>
        {ownerName(row.owner)}
      </bdi>
      <span className={styles.gist}>
        <PlainText text={row.gist} limit={120} closed />
      </span>
      <span title={row.fault}>
        <FindingBadge errors={row.fault === undefined ? 0 : 1} warnings={0} />
      </span>
      <span className={styles.version}>{row.version === undefined ? '' : `v${row.version}`}</span>
      <Expiry expiresAt={row.expiresAt} />
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
