import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import { expectation, meeting } from './rowWords.ts';
import { EvidenceBadge } from '../../ui/conflict/EvidenceBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './conflicts.module.css';

/** One conflict in two lines: whose and when; expected against met, and who won. */
export function ConflictRow({
  conflict,
  dim,
}: {
  readonly conflict: Conflict;
  /** Length of the prefix that the ids around share. */
  readonly dim: number;
}): ReactElement {
  return (
    <div className={styles.row}>
      <div className={styles.rowLine}>
        <span className={styles.id}>
          <IdText id={conflict.taskId} dim={dim} />
        </span>
        <Time at={conflict.at} className={styles.time} suffix=" ago" />
      </div>
      <div className={styles.rowLine}>
        <span className={styles.line}>
          <del>
            <PlainText closed text={expectation(conflict)} limit={80} />
          </del>
          <span aria-hidden="true"> → </span>
          <PlainText closed text={meeting(conflict)} limit={80} />
        </span>
        <EvidenceBadge evidence={conflict.evidence} />
      </div>
    </div>
  );
}
