import type { ReactElement } from 'react';
import { LostWrite, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { FailedWrite, WriteForm, staysOpen } from '../../ui/conflict/WriteFrame.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DeleteForm } from './DeleteForm.tsx';
import { EditForm } from './EditForm.tsx';
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
      stays={staysOpen(open.step.step)}
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
          <FailedWrite failure={step} actions={actions} />
          <Form open={open} />
        </>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form open={open} />;
  }
}

function Form({ open }: { readonly open: OpenRecordWrite }): ReactElement {
  const { actions } = recordContext.useApi().getState();
  return (
    <WriteForm step={open.step.step} onSubmit={actions.submit}>
      {open.kind === 'edit' ? <EditForm open={open} onEnter={actions.enter} /> : <DeleteForm open={open} />}
    </WriteForm>
  );
}
