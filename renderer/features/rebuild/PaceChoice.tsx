import type { ReactElement } from 'react';
import styles from './rebuild.module.css';
import { rebuildStore } from './store.ts';

const PACES = [undefined, 1, 5, 25, 100] as const;

/** How fast many projections are written, and under which conditions. */
export function PaceChoice({ perSecond }: { readonly perSecond: number | undefined }): ReactElement {
  const { choosePace } = rebuildStore.useApi().getState();
  return (
    <div className={styles.plan}>
      <p>
        Each is replayed anew, then written only if it is still as read and no event has come since. What
        happens to one stops none of the others. What is replaced is kept in the journal and can be put back.
      </p>
      <label className={styles.pace}>
        At most
        <select
          value={perSecond ?? ''}
          onChange={(event) =>
            choosePace(PACES.find((pace) => String(pace ?? '') === event.currentTarget.value))
          }
        >
          {PACES.map((pace) => (
            <option key={pace ?? 'all'} value={pace ?? ''}>
              {pace === undefined ? 'as many as the table takes' : `${String(pace)} a second`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
