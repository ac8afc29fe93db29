import type { ReactElement } from 'react';
import type { RecordDetail } from '#shared/contract/records.ts';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { expiryState, expiryWords } from './expiry.ts';
import styles from './detail.module.css';
import { useNow } from './useNow.ts';

/** How long a record has to live, told every second, with the exact time; and what is odd about it. */
export function ExpiryLine({ record }: { readonly record: RecordDetail }): ReactElement {
  const { expiresAt, dataExpiresAt, data, faults } = record;
  const time = useTime();
  const words = useNow((now) => expiryWords(expiresAt, now));
  const state = useNow((now) => expiryState(expiresAt, now));
  const exact = (seconds: number): string => `${time.format(seconds * 1000)} ${time.zone}`;
  return (
    <div className={styles.expiry} data-expiry={state}>
      <p>
        <strong>{words}</strong>
        {expiresAt === undefined ? null : (
          <time dateTime={new Date(expiresAt * 1000).toISOString()}>{exact(expiresAt)}</time>
        )}
      </p>
      {state === 'expired' ? (
        <p className={styles.muted}>
          The server deletes what has expired by itself, some time later: DynamoDB within a few days, a local
          one perhaps never. Until then it is read like any other.
        </p>
      ) : null}
      {faults.expiresAt === undefined ? null : (
        <p className={styles.warning}>▲ Its expiry cannot be read: {faults.expiresAt}.</p>
      )}
      {data !== undefined && faults.expiresAt === undefined && expiresAt !== dataExpiresAt ? (
        <p className={styles.warning}>
          ▲ Its data says otherwise:{' '}
          {dataExpiresAt === undefined ? 'no time in “expiresAt”' : `“expiresAt” is ${exact(dataExpiresAt)}`}.
          The next write stores what the data says.
        </p>
      ) : null}
    </div>
  );
}
