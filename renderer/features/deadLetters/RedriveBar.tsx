import type { ReactElement } from 'react';
import type { RedrivePreview } from '#shared/model/redrivePreview.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import styles from './deadLetters.module.css';
import { isIllegal, redriveContext } from './redriveStore.ts';

/** At the foot of a letter: how it is redriven, and doing so. */
export function RedriveBar({ preview }: { readonly preview: RedrivePreview }): ReactElement {
  const step = redriveContext.useSelector((state) => state.step);
  const project = redriveContext.useSelector((state) => state.project);
  const { setProject, submit, stopWaiting, dismiss } = redriveContext.useApi().getState();
  const isPending = step.step === 'pending';
  const illegal = isIllegal(preview);
  return (
    <footer className={styles.bar}>
      {step.step === 'failed' ? (
        <ErrorPanel
          error={step.error}
          compact
          isKept
          steps={{ retry: () => void submit(), reload: dismiss, dismiss }}
        />
      ) : null}
      <div className={styles.barLine}>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={project}
            disabled={isPending}
            onChange={(event) => setProject(event.currentTarget.checked)}
          />
          Move the projection in the same transaction
        </label>
        <span className={styles.barButtons}>
          {isPending ? (
            <>
              <span role="status" className={styles.muted} {...TAKES_FOCUS}>
                Sent; waiting for the answer…
              </span>
              <Button onClick={stopWaiting}>Stop waiting</Button>
            </>
          ) : (
            <Button look={illegal ? 'danger' : 'primary'} onClick={() => void submit()}>
              {illegal ? 'Redrive anyway' : 'Redrive'} as event {preview.seq}
            </Button>
          )}
        </span>
      </div>
    </footer>
  );
}
