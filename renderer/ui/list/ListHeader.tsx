import type { ReactElement, ReactNode } from 'react';
import { IconButton } from '../Button.tsx';
import styles from './ListHeader.module.css';

/** At the top of a table's pane: its name, what can be done with the whole table, and reading it again. */
export function ListHeader({
  title,
  tools,
  onReload,
}: {
  readonly title: string;
  readonly tools?: ReactNode;
  /** Left out where nothing is being read. */
  readonly onReload?: () => void;
}): ReactElement {
  return (
    <header className={styles.header}>
      <h2 className={styles.title}>
        <bdi>{title}</bdi>
      </h2>
      <div className={styles.tools}>
        {tools}
        {onReload === undefined ? null : (
          <IconButton label="Read the table again" onClick={onReload}>
            <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M12.6 6.2A5 5 0 1 0 13 8.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
              <path d="M13.6 2.8v4.2H9.4z" fill="currentColor" />
            </svg>
          </IconButton>
        )}
      </div>
    </header>
  );
}
