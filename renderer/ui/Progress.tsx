import type { ReactElement } from 'react';
import { formatCount } from './numbers.ts';
import styles from './Progress.module.css';

/** Real progress in words and as a bar: how much is done, of how much where that is known, and how fast. */
export function Progress({
  label,
  done,
  total,
  unit,
  perSecond,
  exact = false,
}: {
  readonly label: string;
  readonly done: number;
  readonly total?: number | undefined;
  /** Plural noun of what is counted, such as `items`. */
  readonly unit: string;
  readonly perSecond?: number | undefined;
  /** Whether `total` is no estimate. */
  readonly exact?: boolean;
}): ReactElement {
  const known = total !== undefined && total >= done && total > 0;
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        {...(known ? { 'aria-valuemax': total, 'aria-valuenow': done } : {})}
      >
        <span className={styles.bar} style={{ width: known ? `${(100 * done) / total}%` : '30%' }} />
      </div>
      <span className={styles.words}>
        {label} {formatCount(done)}
        {known ? ` of ${exact ? '' : 'about '}${formatCount(total)}` : ''} {unit}
        {perSecond === undefined ? '' : ` · ${formatCount(Math.round(perSecond))}/s`}
      </span>
    </div>
  );
}
