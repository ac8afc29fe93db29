import type { ReactElement } from 'react';
import { Select } from '../../ui/Field.tsx';
import styles from './rebuild.module.css';
import { rebuildStore } from './store.ts';

const PACES = ['', '1', '5', '25', '100'] as const;

const CHOICES = PACES.map((value) => ({
  value,
  label: value === '' ? 'As many as the table takes' : `At most ${value} a second`,
}));

/** How fast many projections are written, and under which conditions. */
export function PaceChoice({ perSecond }: { readonly perSecond: number | undefined }): ReactElement {
  const { choosePace } = rebuildStore.useApi().getState();
  const chosen = PACES.find((pace) => pace === String(perSecond)) ?? '';
  return (
    <div className={styles.plan}>
      <p>
        Each is replayed anew, then written only if it is still as read and no event has come since. What
        happens to one stops none of the others. What is replaced is kept in the journal and can be put back.
      </p>
      <Select
        label="How fast"
        value={chosen}
        choices={CHOICES}
        onChange={(value) => choosePace(value === '' ? undefined : Number(value))}
      />
    </div>
  );
}
