import type { ReactElement } from 'react';
import { TextField } from '../../ui/Field.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './reducers.module.css';

const WHAT =
  'a JavaScript or TypeScript file that exports initialState and reduce(state, event); it may export invariants(state) and compare. It is run apart, without access to anything, and loaded again whenever it changes.';

/** In a browser: the path of the file, which lies with the host. */
export function ReducerPath({
  path,
  error,
  onChange,
  onSubmit,
}: {
  readonly path: string;
  readonly error: string | undefined;
  readonly onChange: (path: string) => void;
  readonly onSubmit: () => void;
}): ReactElement {
  return (
    <form
      id="reducer-file"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextField
        label="File of your own reducer"
        mono
        value={path}
        placeholder="/home/me/project/reducer.ts"
        hint={`Absolute path of ${WHAT}`}
        error={error}
        onChange={({ target }) => onChange(target.value)}
      />
    </form>
  );
}

/** On the desktop: the file as it was chosen in the system's dialog. */
export function ReducerFile({
  path,
  error,
}: {
  readonly path: string | undefined;
  readonly error: string | undefined;
}): ReactElement {
  return (
    <div>
      <p>
        File of your own reducer:{' '}
        {path === undefined ? (
          'none is chosen.'
        ) : (
          <span className={styles.path}>
            <PlainText text={path} limit={1000} />
          </span>
        )}
      </p>
      <p className={styles.hint}>It is {WHAT}</p>
      {error === undefined ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
