import { useState, type ReactElement } from 'react';
import type { AppClient } from '#shared/contract/index.ts';
import { toErrorData } from '#shared/errors/appError.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, TextField, type Choice } from '../../ui/Field.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import type { Side, SideBy } from './side.ts';
import styles from './whatIf.module.css';

const REDUCERS: readonly Choice<SideBy>[] = [
  { value: 'own', label: 'the table’s own reducer' },
  { value: 'chosen', label: 'the file as it was when chosen' },
  { value: 'now', label: 'the file as it is now' },
  { value: 'other', label: 'another file' },
];

/** One reducer of a comparison: one that the table knows, or a file that is named here and folds nothing else. */
export function ReducerSide({
  client,
  label,
  side,
  hasDialogs,
  onChange,
}: {
  readonly client: Pick<AppClient, 'reducers'>;
  readonly label: string;
  readonly side: Side;
  /** Whether the file is chosen in the system's own dialog, as on the desktop; else its path is written. */
  readonly hasDialogs: boolean;
  readonly onChange: (side: Side) => void;
}): ReactElement {
  const [error, setError] = useState<string>();
  const pick = (): void => {
    setError(undefined);
    client.reducers.offer({}).then(
      (file) => {
        if (file !== null) onChange({ ...side, file });
      },
      (failure: unknown) => setError(toErrorData(failure).message),
    );
  };
  return (
    <div className={styles.side} data-by={side.by}>
      <Select label={label} value={side.by} choices={REDUCERS} onChange={(by) => onChange({ ...side, by })} />
      {side.by !== 'other' ? null : hasDialogs ? (
        <div className={styles.picked}>
          <Button aria-label={`Choose a file for the ${label.toLowerCase()}…`} onClick={pick}>
            Choose a file…
          </Button>
          <PlainText text={side.file?.name ?? 'none is chosen'} limit={60} closed />
        </div>
      ) : (
        <TextField
          label={`Path of the ${label.toLowerCase()}`}
          mono
          value={side.path}
          placeholder="/home/me/project/reducer.ts"
          onChange={({ target }) => onChange({ ...side, path: target.value })}
        />
      )}
      {error === undefined ? null : <p role="alert">{error}</p>}
    </div>
  );
}
