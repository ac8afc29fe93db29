import type { ReactElement } from 'react';
import type { ConnectionState } from '#shared/contract/connections.ts';
import { stateTone } from './selectors.ts';
import styles from './connections.module.css';

/** A connection's state as a shape: full, empty, half, or crossed out. The words stand beside it. */
export function StateDot({ state }: { readonly state: ConnectionState['state'] | undefined }): ReactElement {
  const tone = stateTone(state);
  return (
    <svg
      className={styles.dot}
      data-tone={tone}
      width="12"
      height="12"
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {tone === 'bad' ? (
        <path d="M3.5 3.5l9 9m0-9l-9 9" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      ) : (
        <circle
          cx="8"
          cy="8"
          r="4.6"
          fill={tone === 'good' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.8"
        />
      )}
      {tone === 'busy' ? <path d="M8 3.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" /> : null}
    </svg>
  );
}
