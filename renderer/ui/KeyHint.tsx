import type { ReactElement } from 'react';
import styles from './KeyHint.module.css';

/** Keys as they are labelled on a keyboard, such as `g t` or `Ctrl K`; pressed in that order. */
export function KeyHint({ keys }: { readonly keys: string }): ReactElement {
  return (
    <span className={styles.hint}>
      {keys.split(' ').map((key, index) => (
        <kbd key={index} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
