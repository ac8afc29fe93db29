import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import styles from './conflict.module.css';

const TITLES = {
  recorded: 'A writer met this conflict, and it was journalled at that moment.',
  inferred: 'Concluded from stored data; no writer recorded it.',
} as const;

/** *recorded* in a solid outline, *inferred* in a dashed one. */
export function EvidenceBadge({ evidence }: { readonly evidence: Conflict['evidence'] }): ReactElement {
  return (
    <span className={styles.evidence} data-evidence={evidence} title={TITLES[evidence]}>
      {evidence}
    </span>
  );
}
