import type { ReactElement } from 'react';
import type { Severity } from '#shared/model/finding.ts';
import styles from './audit.module.css';

/** ▲ of a finding: filled for an error, outlined for what is less; its word is read aloud. */
export function SeverityGlyph({ severity }: { readonly severity: Severity }): ReactElement {
  return (
    <svg
      className={styles.glyph}
      data-severity={severity}
      width="12"
      height="12"
      viewBox="0 0 16 16"
      role="img"
      aria-label={severity}
    >
      {severity === 'error' ? (
        <path d="M8 1.5L15.5 14.5H.5z" fill="currentColor" />
      ) : (
        <path d="M8 3.5L13.8 13.6H2.2z" fill="none" stroke="currentColor" strokeWidth="1.8" />
      )}
    </svg>
  );
}
