import type { ReactElement } from 'react';
import { Select } from '../../ui/Field.tsx';
import { rebuildStore } from './store.ts';

const PACES = ['', '1', '5', '25', '100'] as const;

const CHOICES = PACES.map((value) => ({
  value,
  label: value === '' ? 'As fast as the table takes them' : `At most ${value} a second`,
}));

/** How fast many projections are written. */
export function PaceChoice({ perSecond }: { readonly perSecond: number | undefined }): ReactElement {
  const { choosePace } = rebuildStore.useApi().getState();
  const chosen = PACES.find((pace) => pace === String(perSecond)) ?? '';
  return (
    <Select
      bare
      label="How fast"
      value={chosen}
      choices={CHOICES}
      onChange={(value) => choosePace(value === '' ? undefined : Number(value))}
    />
  );
}
