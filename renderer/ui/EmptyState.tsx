import type { ReactElement, ReactNode } from 'react';
import styles from './EmptyState.module.css';
import { TAKES_FOCUS } from './focus/focusPlace.ts';

/** A place with nothing in it: what it is, why it is empty, and what to do next. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}): ReactElement {
  return (
    <div className={styles.state}>
      <h3 {...TAKES_FOCUS}>{title}</h3>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
