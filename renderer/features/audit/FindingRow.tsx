import type { ReactElement } from 'react';
import type { AuditRow } from '#shared/model/audit.ts';
import { IdText } from '../../ui/IdText.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './audit.module.css';
import { SeverityGlyph } from './SeverityGlyph.tsx';
import { findingWords } from './words.ts';

/** One finding in two lines: whose and when; what. */
export function FindingRow({
  row,
  dim,
}: {
  readonly row: AuditRow | undefined;
  /** Length of the prefix that the ids around share. */
  readonly dim: number;
}): ReactElement {
  if (row === undefined) return <div className={styles.rowShape} />;
  const { finding, at, type } = row;
  return (
    <div className={styles.row}>
      <SeverityGlyph severity={finding.severity} />
      <div className={styles.rowLines}>
        <div className={styles.rowLine}>
          <span className={styles.cut}>
            <IdText id={finding.task} dim={dim} />
          </span>
          {at === undefined ? null : <Time at={at} className={styles.time} suffix=" ago" />}
        </div>
        <div className={styles.rowLine}>
          <span className={styles.cut}>
            <PlainText closed text={findingWords(finding)} limit={160} />
          </span>
          {type === undefined ? null : <bdi className={styles.type}>{type}</bdi>}
        </div>
      </div>
    </div>
  );
}
