import type { ReactElement } from 'react';
import styles from './FindingBadge.module.css';
import { counted } from './numbers.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';

/** The words for a number of findings: `2 errors, 1 warning`. */
export function findingWords(errors: number, warnings: number): string {
  return [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '']
    .filter((part) => part !== '')
    .join(', ');
}

/** ▲ with the number of findings, error before warning; nothing when there are none. */
export function FindingBadge({
  errors,
  warnings,
}: {
  readonly errors: number;
  readonly warnings: number;
}): ReactElement | null {
  if (errors + warnings === 0) return null;
  const words = findingWords(errors, warnings);
  return (
    <span className={styles.badge} data-worst={errors > 0 ? 'error' : 'warning'} title={words}>
      <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
        {errors > 0 ? (
          <path d="M8 1.5L15.5 14.5H.5z" fill="currentColor" />
        ) : (
          <path d="M8 3.5L13.8 13.6H2.2z" fill="none" stroke="currentColor" strokeWidth="1.8" />
        )}
      </svg>
      <span aria-hidden="true">{errors + warnings}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
