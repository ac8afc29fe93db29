import type { KeyboardEvent, ReactElement } from 'react';
import { keyWords } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { Button } from '../../ui/Button.tsx';
import { LostWrite, LostWriteButtons, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { EditFields } from './EditFields.tsx';
import { problemOf } from './editDraft.ts';
import { editContext, type OpenEdit } from './editStore.ts';
import { MODEL_LOOK } from './itemLook.ts';
import styles from './workspace.module.css';

/** The dialog of the change that is open, if any: form, pending, written (closes), conflict, unknown or failed. */
export function EditDialog(): ReactElement | null {
  const edit = editContext.useSelector((state) => state.edit);
  const close = editContext.useSelector((state) => state.close);
  if (edit === undefined) return null;
  return (
    <Dialog
      open
      title={`Edit ${keyWords(WORKSPACE_MODELS[edit.model], edit.key)}`}
      onClose={close}
      size={edit.step.step === 'conflict' ? 'wide' : 'normal'}
      footer={<Footer edit={edit} />}
    >
      <Body edit={edit} />
    </Dialog>
  );
}

function Body({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const { submit, tryOnTop, editAgain } = editContext.useApi().getState();
  const what = `the ${MODEL_LOOK[edit.model].one}`;
  const { step } = edit;
  switch (step.step) {
    case 'conflict':
      return <LostWrite what={what} conflict={step.conflict} />;
    case 'unknown':
      return (
        <UnknownWrite what="the change" message={step.message}>
          <p>
            It can have been written by you and changed by another since, so sending it again could not tell.
            Read {what} again and look before you save.
          </p>
        </UnknownWrite>
      );
    case 'gone':
      return <p>Somebody has deleted {what} meanwhile. Nothing of yours was written.</p>;
    case 'failed':
      return (
        <div className={styles.form}>
          <ErrorPanel
            error={step.error}
            compact
            steps={{
              retry: () => void (step.during === 'write' ? submit() : tryOnTop()),
              reload: () => void tryOnTop(),
              dismiss: editAgain,
            }}
          />
          <p className={styles.muted}>Nothing was written. What you entered is kept below.</p>
          <Form edit={edit} />
        </div>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form edit={edit} />;
  }
}

/** The form; it cannot be changed while an answer is awaited. Ctrl or ⌘ with Enter sends it. */
function Form({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const { submit } = editContext.useApi().getState();
  const { step } = edit.step;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };
  return (
    <fieldset
      className={styles.whole}
      disabled={step === 'pending' || step === 'reloading'}
      onKeyDown={onKeyDown}
    >
      <EditFields edit={edit} />
    </fieldset>
  );
}

/** The buttons for where the change stands. */
function Footer({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const actions = editContext.useApi().getState();
  const { step } = edit.step;
  switch (step) {
    case 'pending':
    case 'reloading':
      return (
        <>
          <span className={styles.waiting} role="status">
            {step === 'pending' ? 'Sent; waiting for the answer…' : 'Reading it again…'}
          </span>
          <Button onClick={actions.stopWaiting}>Stop waiting</Button>
        </>
      );
    case 'conflict':
      return <LostWriteButtons onGiveUp={actions.close} onTryOnTop={() => void actions.tryOnTop()} />;
    case 'unknown':
      return (
        <>
          <Button onClick={actions.close}>Close</Button>
          <Button look="primary" onClick={() => void actions.tryOnTop()}>
            Read it again
          </Button>
        </>
      );
    case 'gone':
      return <Button onClick={actions.close}>Close</Button>;
    case 'failed':
    case 'editing':
      return (
        <>
          <Button onClick={actions.close}>Cancel</Button>
          <Button
            look="primary"
            disabled={edit.fields.some((field) => problemOf(field) !== undefined)}
            onClick={() => void actions.submit()}
          >
            Save
          </Button>
        </>
      );
  }
}
