import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { Button } from '../Button.tsx';
import { ErrorPanel } from '../ErrorPanel.tsx';
import { TAKES_FOCUS } from '../focus/focusPlace.ts';
import styles from './WriteFrame.module.css';

/** The form of a write; it cannot be changed while an answer is awaited. Ctrl or ⌘ with Enter sends it. */
export function WriteForm({
  step,
  onSubmit,
  children,
}: {
  /** Where the write stands; `pending` and `reloading` await an answer. */
  readonly step: string;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}): ReactElement {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void onSubmit();
  };
  const busy = step === 'pending' || step === 'reloading';
  return (
    <fieldset className={styles.whole} disabled={busy} onKeyDown={onKeyDown}>
      {children}
    </fieldset>
  );
}

/** A write that was refused, or a reading again that failed, above the form that is kept. */
export function FailedWrite({
  failure,
  actions,
}: {
  /** `during`: what failed, the write itself or reading again. */
  readonly failure: { readonly error: unknown; readonly during: 'write' | 'reload' };
  readonly actions: {
    readonly submit: () => Promise<void>;
    readonly tryOnTop: () => Promise<void>;
    readonly editAgain: () => void;
  };
}): ReactElement {
  const { submit, tryOnTop, editAgain } = actions;
  return (
    <div className={styles.failure}>
      <ErrorPanel
        error={failure.error}
        compact
        steps={{
          retry: () => void (failure.during === 'write' ? submit() : tryOnTop()),
          reload: () => void tryOnTop(),
          dismiss: editAgain,
        }}
      />
      <p className={styles.muted}>Nothing was written. What you entered is kept below.</p>
    </div>
  );
}

/** Why the dialog of a write cannot be closed now: its outcome would be told to nobody. Undefined while it can. */
export const staysOpen = (step: string): string | undefined =>
  step === 'pending' ? 'Stop waiting first; the write has been sent' : undefined;

/** What is awaited, and the button that ends the waiting, for the dialog's footer. */
export function AwaitedWrite({
  step,
  what,
  onStop,
}: {
  readonly step: 'pending' | 'reloading';
  /** What is read again: `the task`, `the request`. */
  readonly what: string;
  readonly onStop: () => void;
}): ReactElement {
  return (
    <>
      <span className={styles.waiting} role="status" {...TAKES_FOCUS}>
        {step === 'pending' ? 'Sent; waiting for the answer…' : `Reading ${what} again…`}
      </span>
      <Button onClick={onStop}>Stop waiting</Button>
    </>
  );
}
