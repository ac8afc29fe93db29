import type { ReactElement, ReactNode } from 'react';
import styles from './ListFoot.module.css';

/** At the foot of a list: what is known of it, in words that are told as they change, and what stands beside them. */
export function ListFoot({
  words,
  cost,
  hasTools = false,
  children,
}: {
  /** Left out where the children tell it, as progress does. */
  readonly words?: string;
  /** What reading it has cost, at the other end. */
  readonly cost?: string | undefined;
  /** Whether buttons always stand in it: then it is as high as they need. */
  readonly hasTools?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className={styles.foot} data-tools={hasTools ? '' : undefined}>
      {words === undefined ? null : (
        <span className={styles.status} role="status">
          <span className={styles.words}>{words}</span>
          {cost === undefined ? null : <span>{cost}</span>}
        </span>
      )}
      {children}
    </div>
  );
}
