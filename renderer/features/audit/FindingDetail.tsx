import type { ReactElement } from 'react';
import type { AuditRow } from '#shared/model/audit.ts';
import { seqOfFinding } from '#shared/model/finding.ts';
import { kindName } from '../../ui/findingKind.ts';
import { Button } from '../../ui/Button.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { memberDifferences } from '../../ui/value/memberDifferences.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueText } from '../../ui/value/ValueText.tsx';
import type { OpenTask } from './openTask.ts';
import styles from './audit.module.css';
import { auditStore } from './auditState.ts';
import { findingWords } from './words.ts';

/** Most fields listed. */
const FIELDS = 12;

/** The chosen finding whole, and the way to its event. */
export function FindingDetail({
  row,
  onOpenTask,
}: {
  readonly row: AuditRow;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const word = useEntryWord();
  const { narrow } = auditStore.useApi().getState();
  const { finding, type } = row;
  const seq = seqOfFinding(finding);
  const fields =
    finding.kind === 'projection-drift' ? finding.fields.flatMap((each) => memberDifferences(each)) : [];
  return (
    <section className={styles.findingDetail} aria-label="Finding">
      <div className={styles.detailHead}>
        <h4 className={styles.detailTitle}>
          <IdText id={finding.task} strong />
        </h4>
        <Button look="primary" onClick={() => onOpenTask(finding.task, seq)}>
          {seq === undefined ? `Open the ${word}` : `Open event ${seq}`}
        </Button>
      </div>
      <p>
        {kindName(finding.kind)}: <PlainText text={findingWords(finding)} limit={400} />
      </p>
      {fields.length === 0 ? null : (
        <table className={styles.fieldTable}>
          <thead>
            <tr>
              <th scope="col">field</th>
              <th scope="col">stored</th>
              <th scope="col">replayed</th>
            </tr>
          </thead>
          <tbody>
            {fields.slice(0, FIELDS).map(({ field, stored, replayed }) => (
              <tr key={field}>
                <th scope="row">
                  <bdi>{field}</bdi>
                </th>
                <td>
                  {stored === undefined ? (
                    <span className={styles.muted}>not there</span>
                  ) : (
                    <ValueText value={stored} />
                  )}
                </td>
                <td>
                  {replayed === undefined ? (
                    <span className={styles.muted}>not there</span>
                  ) : (
                    <ValueText value={replayed} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {type === undefined ? null : (
        <p>
          <button type="button" className={styles.link} onClick={() => narrow({ type, cause: undefined })}>
            All findings at <bdi>{type}</bdi>
          </button>
        </p>
      )}
    </section>
  );
}
