import { useState, type ReactElement } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { AppError, toErrorData, type ErrorData } from '#shared/errors/appError.ts';
import type { ReducerFailure, ReducerState } from '#shared/model/reducerState.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ReducerFile, ReducerPath } from './ReducerFile.tsx';
import styles from './reducers.module.css';

/** What control and dialog need. */
export interface ReducerControlProps {
  readonly client: Pick<AppClient, 'reducers'>;
  readonly table: TableRef;
  readonly state: ReducerState;
  /** Whether the file is chosen in the system's own dialog, as on the desktop; else its path is written. */
  readonly hasDialogs: boolean;
  /** Shows where two reducers end differently. */
  readonly onCompare: () => void;
}

/** Chooses the file of a reducer, loads it again, or goes back to the table's own. */
export function ReducerDialog({
  client,
  table,
  state,
  hasDialogs,
  open,
  onClose,
  onCompare,
}: ReducerControlProps & { readonly open: boolean; readonly onClose: () => void }): ReactElement {
  const [file, setFile] = useState<string>();
  const [error, setError] = useState<ErrorData>();
  const [busy, setBusy] = useState(false);
  const path = file ?? state.file ?? '';

  const words = error === undefined ? undefined : [error.message, error.nextStep].filter(Boolean).join(' ');

  const ask = (call: () => Promise<ReducerState | null>): void => {
    setBusy(true);
    setError(undefined);
    call()
      .then(() => setFile(undefined))
      .catch((reason: unknown) => setError(toErrorData(reason)))
      .finally(() => setBusy(false));
  };
  const choose = (chosen: string | null): void =>
    ask(() => {
      if (chosen?.trim() === '') throw new AppError('InvalidInput', { message: 'Give the path of a file.' });
      return client.reducers.choose({ ...table, file: chosen?.trim() ?? null });
    });

  return (
    <Dialog
      open={open}
      title="Reducer of this table"
      onClose={onClose}
      footer={
        <>
          <Button disabled={busy || state.file === undefined} onClick={() => choose(null)}>
            Back to the table’s own
          </Button>
          <Button
            disabled={busy || state.file === undefined}
            onClick={() => ask(() => client.reducers.reload(table))}
          >
            Load again
          </Button>
          {hasDialogs ? (
            <Button look="primary" disabled={busy} onClick={() => ask(() => client.reducers.pick(table))}>
              Choose a file…
            </Button>
          ) : (
            <Button
              look="primary"
              type="submit"
              form="reducer-file"
              disabled={busy || path.trim() === '' || path === state.file}
            >
              Use this file
            </Button>
          )}
        </>
      }
    >
      <div className={styles.dialog}>
        <p role="status" {...TAKES_FOCUS}>
          {wordsFor(state)}
        </p>
        {state.failure === undefined ? null : <Failure failure={state.failure} isLoaded={state.isLoaded} />}
        {hasDialogs ? (
          <ReducerFile path={state.file} error={words} />
        ) : (
          <ReducerPath path={path} error={words} onChange={setFile} onSubmit={() => choose(path)} />
        )}
        <p>
          <Button
            look="quiet"
            onClick={() => {
              onClose();
              onCompare();
            }}
          >
            What if? Compare reducers…
          </Button>
        </p>
      </div>
    </Dialog>
  );
}

function wordsFor({ kind, name, isLoaded, hasInvariants }: ReducerState): string {
  if (kind === 'builtIn') return 'These events are folded by the built-in reducer for tasks.';
  if (kind === 'layout') return `These events are folded as the layout says (${name}).`;
  if (!isLoaded) return `${name} could not be loaded yet; the table’s own reducer folds meanwhile.`;
  return `These events are folded by ${name}${hasInvariants ? ', which checks invariants too' : ''}.`;
}

function Failure({
  failure,
  isLoaded,
}: {
  readonly failure: ReducerFailure;
  readonly isLoaded: boolean;
}): ReactElement {
  const { message, file, line } = failure;
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `, line ${line}`}: `;
  return (
    <div className={styles.failure} role="alert">
      <PlainText text={`${place}${message}`} limit={1000} />
      <p>
        {isLoaded
          ? 'It folds as it was before this change.'
          : 'Correct the file; it is loaded again at once.'}
      </p>
    </div>
  );
}
