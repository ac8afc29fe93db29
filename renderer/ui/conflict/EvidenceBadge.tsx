import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import styles from './conflict.module.css';

const TITLES = {
  recorded: 'A writer met this conflict, and it was journalled at that moment.',
  inferred: 'Concluded from stored data; no writer recorded it.',
} as const;

/** *recorded* in a solid outline, *inferred* in a dashed one; `title` says what that rests on, a conflict's unless told. */
export function EvidenceBadge({
  evidence,
  title = TITLES[evidence],
}: {
  readonly evidence: Conflict['evidence'];
  readonly title?: string;
}): ReactElement {
  return (
    <span className={styles.evidence} data-evidence={evidence} title={title}>
      {evidence}
    </span>
  );
}
