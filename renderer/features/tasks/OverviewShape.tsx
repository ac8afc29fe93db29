import type { ReactElement } from 'react';
import styles from './overview.module.css';
import { cx } from '../../ui/cx.ts';

/** The shape of the overview while it is on its way, as high as it will be, so that the list does not jump. */
export function OverviewShape(): ReactElement {
  return (
    <div className={styles.overview} aria-hidden="true">
      <div className={cx(styles.bar, styles.shape)} />
      <div className={cx(styles.chips, styles.shapeChips)}>
        {Array.from({ length: 6 }, (_, index) => (
          <span key={index} className={cx(styles.shape, styles.shapeChip)} />
        ))}
      </div>
      <div className={styles.shapeAges} />
    </div>
  );
}
