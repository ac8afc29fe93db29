import type { ReactElement } from 'react';
import { cx } from './cx.ts';
import styles from './IdText.module.css';

/** An id in the mono face, its first `dim` characters dimmed because others around share them. Never cut in the middle. */
export function IdText({
  id,
  dim = 0,
  strong = false,
}: {
  readonly id: string;
  readonly dim?: number;
  readonly strong?: boolean;
}): ReactElement {
  return (
    <bdi className={cx(styles.id, strong && styles.strong)} translate="no">
      {dim > 0 ? <span className={styles.dim}>{id.slice(0, dim)}</span> : null}
      {id.slice(dim)}
    </bdi>
  );
}
