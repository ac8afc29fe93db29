import type { ReactElement, ReactNode } from 'react';
import styles from './Header.module.css';

/** One fact of the header; pressing it shows what it rests on. `hint` says what that is. */
export function Fact({
  hint,
  onShow,
  children,
}: {
  readonly hint: string;
  readonly onShow: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <button type="button" className={styles.fact} title={hint} onClick={onShow}>
      {children}
    </button>
  );
}
