import type { ReactElement } from 'react';
import { cx } from '../cx.ts';
import styles from './Tick.module.css';

/** A row's mark for the pointer; keys mark with Space, and screen readers hear of it by the row. */
export function Tick({
  marked,
  title,
  className,
  onToggle,
}: {
  /** Undefined: the row can carry none. */
  readonly marked: boolean | undefined;
  readonly title: string;
  readonly className?: string | undefined;
  readonly onToggle: () => void;
}): ReactElement {
  return (
    <span
      className={cx(styles.tick, className)}
      aria-hidden="true"
      data-marked={marked === true}
      title={marked === undefined ? undefined : title}
      onClick={(event) => {
        if (marked === undefined) return;
        event.stopPropagation();
        onToggle();
      }}
    >
      {marked === undefined ? null : (
        <svg width="14" height="14" viewBox="0 0 14 14">
          <rect x="1" y="1" width="12" height="12" rx="2" className={styles.box} />
          {marked ? <path d="M3.5 7.2l2.4 2.4 4.6-5" className={styles.mark} /> : null}
        </svg>
      )}
    </span>
  );
}
