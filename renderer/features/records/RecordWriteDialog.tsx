import type { KeyboardEvent, ReactElement } from 'react';
import { LostWrite, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { DeleteForm } from './DeleteForm.tsx';
import { EditForm } from './EditForm.tsx';
import styles from './detail.module.css';
import { recordContext } from './recordStore.ts';
import { RecordWriteFooter } from './RecordWriteFooter.tsx';
import type { OpenRecordWrite } from './recordState.ts';

/** The dialog of the write that is open, if any: form, pending, written (closes), conflict, unknown or failed. */
export function RecordWriteDialog(): ReactElement | null {
  const open = recordContext.useSelector((state) => state.write);
  const { actions } = recordContext.useApi().getState();
  if (open === undefined) return null;
  const wide = open.kind === 'edit' || open.step.step === 'conflict';
  return (
    <Dialog
      open
      title={open.kind === 'edit' ? `Write version ${open.seen.version + 1}` : 'Delete the record'}
      onClose={actions.close}
      size={wide ? 'wide' : 'normal'}
      footer={<RecordWriteFooter open={open} />}
    >
      <Body open={open} />
    </Dialog>
  );
}

function Body({ open }: { readonly open: OpenRecordWrite }): ReactElement {
  const { actions } = recordContext.useApi().getState();
  const { step, kind, seen } = open;
  switch (step.step) {
    case 'conflict':
      return <LostWrite what="the record" conflict={step.conflict} />;
    case 'unknown':
      return (
        <UnknownWrite
          what={kind === 'edit' ? `version ${seen.version + 1}` : 'the deletion'}
          message={step.message}
        >
          {kind === 'edit' ? (
            <p>
              <strong>Ask again</strong> sends the same write under the same name. If it was done before, it
              is not done twice; if not, it is done now, on the same condition.
            </p>
          ) : (
            <p>Read the record again: if it is gone, it was deleted, by you or by somebody else.</p>
          )}
        </UnknownWrite>
      );
    case 'failed':
      return (
        <>
          <div className={styles.failure}>
            <ErrorPanel
              error={step.error}
              compact
              steps={{
                retry: () => void (step.during === 'write' ? actions.submit() : actions.tryOnTop()),
                reload: () => void actions.tryOnTop(),
                dismiss: actions.editAgain,
              }}
            />
            <p className={styles.muted}>Nothing was written. What you entered is kept below.</p>
          </div>
          <Form open={open} />
        </>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form open={open} />;
  }
}

/** The form; it cannot be changed while an answer is awaited. Ctrl or ⌘ with Enter sends it. */
function Form({ open }: { readonly open: OpenRecordWrite }): ReactElement {
  const { actions } = recordContext.useApi().getState();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void actions.submit();
  };
  const busy = open.step.step === 'pending' || open.step.step === 'reloading';
  return (
    <fieldset className={styles.whole} disabled={busy} onKeyDown={onKeyDown}>
      {open.kind === 'edit' ? <EditForm open={open} onEnter={actions.enter} /> : <DeleteForm open={open} />}
    </fieldset>
  );
}
