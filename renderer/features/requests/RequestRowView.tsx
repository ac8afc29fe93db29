import { useSyncExternalStore, type ReactElement } from 'react';
import type { RequestRow } from '#shared/contract/requests.ts';
import { IdText } from '../../ui/IdText.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { Time } from '../../ui/time/Time.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { isOverdue } from './expiry.ts';
import { RequestGlyph } from './RequestChip.tsx';
import { requestLook } from './requestLook.ts';
import styles from './requests.module.css';

/** A row in words, for screen readers. */
export function requestRowWords({ id, requester, profile, status }: RequestRow): string {
  return [
    id,
    requester === undefined ? '' : `from ${requester}`,
    profile === undefined ? '' : `for ${profile}`,
    statusWords(status),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** One request in the list: state, id, who asks for what, when. `dim`: characters that neighbours share. */
export function RequestRowView({
  row,
  dim,
}: {
  readonly row: RequestRow | undefined;
  readonly dim: number;
}): ReactElement {
  if (row === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  const { id, requester, profile, status, createdAt } = row;
  return (
    <div className={styles.row}>
      <RequestGlyph look={requestLook(status)} />
      <IdText id={id} dim={dim} />
      <span className={styles.rowWho}>
        {requester === undefined ? '' : <PlainText text={requester} limit={80} closed />}
        {profile === undefined ? null : (
          <>
            {' → '}
            <PlainText text={profile} limit={80} closed />
          </>
        )}
      </span>
      <RowStatus row={row} />
      <span className={styles.rowTime}>
        {createdAt === undefined ? null : <Time at={createdAt} precision="short" />}
      </span>
    </div>
  );
}

/** The state in a word; where a decision is overdue, that. */
function RowStatus({ row }: { readonly row: RequestRow }): ReactElement {
  const { clock } = useTime();
  const overdue = useSyncExternalStore(clock.subscribe, () => isOverdue(row, clock.now()));
  return overdue ? (
    <span className={styles.rowOverdue} title="Pending, though its time has run out">
      <span aria-hidden="true">△ </span>overdue
    </span>
  ) : (
    <bdi className={styles.rowStatus}>{statusWords(row.status)}</bdi>
  );
}
