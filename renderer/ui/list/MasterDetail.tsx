import type { ReactElement } from 'react';
import styles from './MasterDetail.module.css';

/** A list and, beside it, what is chosen in it; below it where the two would be too narrow. */
export function MasterDetail({
  children,
}: {
  /** The list's column and the chosen one's, one element each. */
  readonly children: readonly [master: ReactElement, detail: ReactElement];
}): ReactElement {
  return <div className={styles.whole}>{children}</div>;
}
