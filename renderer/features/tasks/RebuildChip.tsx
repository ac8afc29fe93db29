import type { ReactElement } from 'react';
import { counted, formatCount } from '../../ui/numbers.ts';
import styles from './overview.module.css';

/** How many projections drift from their events or are missing, and the way to rebuilding them. */
export function RebuildChip({
  drifting,
  onRebuild,
}: {
  readonly drifting: number;
  readonly onRebuild: () => void;
}): ReactElement {
  const one = drifting === 1;
  return (
    <button
      type="button"
      className={styles.chip}
      title={`${counted(drifting, 'projection')} that ${one ? 'drifts from its events or is missing' : 'drift from their events or are missing'}: rebuild ${one ? 'it' : 'them'}`}
      onClick={onRebuild}
    >
      <span className={styles.chipCount}>{formatCount(drifting)}</span>
      <span className={styles.chipWord}>drift: rebuild…</span>
    </button>
  );
}
