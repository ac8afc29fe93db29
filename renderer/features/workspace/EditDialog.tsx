import type { ReactElement } from 'react';
import { keyWords } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { Button } from '../../ui/Button.tsx';
import { LostWrite, LostWriteButtons, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { AwaitedWrite, FailedWrite, WriteForm, staysOpen } from '../../ui/conflict/WriteFrame.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EditFields } from './EditFields.tsx';
import { problemOf } from './editDraft.ts';
import { editContext, type OpenEdit } from './editStore.ts';
import { MODEL_LOOK } from './itemLook.ts';

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
      stays={staysOpen(edit.step.step)}
      size={edit.step.step === 'conflict' ? 'wide' : 'normal'}
      footer={<Footer edit={edit} />}
    >
      <Body edit={edit} />
    </Dialog>
  );
}

function Body({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const actions = editContext.useApi().getState();
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
        <>
          <FailedWrite failure={step} actions={actions} />
          <Form edit={edit} />
        </>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form edit={edit} />;
  }
}

function Form({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const { submit } = editContext.useApi().getState();
  return (
    <WriteForm step={edit.step.step} onSubmit={submit}>
      <EditFields edit={edit} />
    </WriteForm>
  );
}

/** The buttons for where the change stands. */
function Footer({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const actions = editContext.useApi().getState();
  const { step } = edit.step;
  switch (step) {
    case 'pending':
    case 'reloading':
      return <AwaitedWrite step={step} what="it" onStop={actions.stopWaiting} />;
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
