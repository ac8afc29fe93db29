import { useState, type ReactElement } from 'react';
import { counted } from '../../../ui/numbers.ts';
import { findingSeq, findingText } from '../findingText.ts';
import type { Finding } from '#shared/model/finding.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import styles from './Header.module.css';

/** How many findings are told before "more". */
const TOLD = 2;

/** What is wrong with the stream, errors first; each leads to its event. */
export function Findings({
  findings,
  onSeek,
}: {
  readonly findings: readonly Finding[];
  readonly onSeek: (seq: number | undefined) => void;
}): ReactElement | null {
  const [all, setAll] = useState(false);
  if (findings.length === 0) return null;
  const shown = all ? findings : findings.slice(0, TOLD);
  return (
    <ul className={styles.findings} aria-label="Findings">
      {shown.map((finding, index) => (
        <li key={index}>
          <button
            type="button"
            className={styles.finding}
            data-severity={finding.severity}
            title={`${finding.severity}: show the event`}
            onClick={() => onSeek(findingSeq(finding))}
          >
            <span aria-hidden="true">{finding.severity === 'error' ? '▲' : '△'}</span>
            <span className={styles.words}>
              <PlainText closed text={findingText(finding)} limit={160} />
            </span>
          </button>
        </li>
      ))}
      {findings.length > TOLD ? (
        <li>
          <button type="button" className={styles.fact} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'fewer' : counted(findings.length - TOLD, 'more finding')}
          </button>
        </li>
      ) : null}
    </ul>
  );
}
