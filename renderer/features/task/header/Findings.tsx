import { useState, type ReactElement } from 'react';
import { counted } from '../../../ui/numbers.ts';
import { eventNameIn } from '../eventLook.ts';
import { findingText } from '../findingText.ts';
import { taskContext } from '../store.ts';
import { seqOfFinding, type Finding } from '#shared/model/finding.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import styles from './Header.module.css';

/** How many findings are told before "more". */
const TOLD = 2;

/** How many are drawn at most: who has to read more reads them in the event list. */
const DRAWN = 100;

/** What is wrong with the stream, errors first; each leads to its event. */
export function Findings({
  findings,
  unsent,
  onSeek,
}: {
  readonly findings: readonly Finding[];
  /** Findings there are besides these. */
  readonly unsent: number;
  readonly onSeek: (seq: number | undefined) => void;
}): ReactElement | null {
  const [all, setAll] = useState(false);
  const nameOf = eventNameIn(taskContext.useSelector((state) => state.streams));
  if (findings.length === 0) return null;
  const shown = findings.slice(0, all ? DRAWN : TOLD);
  const total = findings.length + unsent;
  return (
    <ul className={styles.findings} aria-label="Findings">
      {shown.map((finding, index) => (
        <li key={index}>
          <button
            type="button"
            className={styles.finding}
            data-severity={finding.severity}
            title={`${finding.severity}: show the event`}
            onClick={() => onSeek(seqOfFinding(finding))}
          >
            <span aria-hidden="true">{finding.severity === 'error' ? '▲' : '△'}</span>
            <span className={styles.words}>
              <PlainText closed text={findingText(finding, nameOf)} limit={160} />
            </span>
          </button>
        </li>
      ))}
      {all && total > shown.length ? (
        <li className={styles.untold}>
          and {counted(total - shown.length, 'more finding')}, marked in the event list
        </li>
      ) : null}
      {findings.length > TOLD ? (
        <li>
          <button type="button" className={styles.fact} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'fewer' : counted(total - TOLD, 'more finding')}
          </button>
        </li>
      ) : null}
    </ul>
  );
}
