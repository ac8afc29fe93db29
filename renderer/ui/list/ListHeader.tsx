import type { ReactElement, ReactNode } from 'react';
import { ReloadButton } from '../ReloadButton.tsx';
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
        {onReload === undefined ? null : <ReloadButton label="Read the table again" onClick={onReload} />}
      </div>
    </header>
  );
}
