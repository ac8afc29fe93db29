import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ReducerDialog, type ReducerControlProps } from './ReducerDialog.tsx';
import styles from './reducers.module.css';

/** What folds the events on screen, and the way to change it. */
export function ReducerControl(props: ReducerControlProps): ReactElement {
  const [open, setOpen] = useState(false);
  const { state } = props;
  const failed = state.failure !== undefined;
  return (
    <>
      <Button
        className={styles.control}
        data-failed={failed || undefined}
        title={failed ? 'The reducer file cannot be run as it is' : 'What folds these events'}
        onClick={() => setOpen(true)}
      >
        <span className={styles.word}>Reducer: </span>
        <PlainText text={state.name} limit={40} />
        {failed ? <span className={styles.mark}> · failed</span> : null}
      </Button>
      <ReducerDialog {...props} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
