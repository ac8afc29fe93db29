import type { ReactElement } from 'react';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import styles from './EventList.module.css';

const PREFIX = 'Task';

/** An event type, its `Task` dimmed: all types of the built-in reducer share it. A narrow list leaves it out. */
export function TypeName({ type }: { readonly type: string }): ReactElement {
  const shared = type.startsWith(PREFIX) && type.length > PREFIX.length;
  return (
    <span className={styles.type}>
      {shared ? <span className={styles.prefix}>{PREFIX}</span> : null}
      <PlainText closed text={shared ? type.slice(PREFIX.length) : type} limit={60} />
    </span>
  );
}
