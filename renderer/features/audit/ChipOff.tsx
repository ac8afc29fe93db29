import type { ReactElement } from 'react';
import styles from './audit.module.css';

/** The sign on a chip that takes away what it stands for. */
export function ChipOff({
  label,
  onOff,
}: {
  readonly label: string;
  readonly onOff: () => void;
}): ReactElement {
  return (
    <button type="button" className={styles.off} aria-label={label} title={label} onClick={onOff}>
      <span aria-hidden="true">×</span>
    </button>
  );
}
