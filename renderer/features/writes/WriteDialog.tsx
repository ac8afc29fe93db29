import { useEffect, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { sequenceKey } from '../../ui/conflict/conflictWords.ts';
import { LostWrite } from '../../ui/conflict/LostWrite.tsx';
import { FailedWrite, WriteForm, staysOpen } from '../../ui/conflict/WriteFrame.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { AppendForm } from './AppendForm.tsx';
import { StatusForm } from './StatusForm.tsx';
import { writesContext } from './store.ts';
import { UnknownView } from './UnknownView.tsx';
import { WriteFooter } from './WriteFooter.tsx';
import type { OpenWrite, Written } from './writeState.ts';

const titleOf = (open: OpenWrite): string =>
  open.kind === 'append' ? `Append ${sequenceKey(open.seen.nextSeq)}` : 'Change the stored status';

/**
 * The dialog of the write that is open, if any: form, pending, written (closes), conflict, unknown or failed.
 * `onWritten` is called once for each write that was done.
 */
export function WriteDialog({
  onWritten,
  onOpenEvent,
}: {
  readonly onWritten?: (written: Written) => void;
  /** Shows an event of a task; the dialog closes first. */
  readonly onOpenEvent?: (ref: TaskRef, seq: number) => void;
}): ReactElement | null {
  const open = writesContext.useSelector((state) => state.open);
  const api = writesContext.useApi();
  const close = writesContext.useSelector((state) => state.close);
  useEffect(
    () =>
      api.subscribe(({ written }, before) => {
        if (written !== undefined && written !== before.written) onWritten?.(written);
      }),
    [api, onWritten],
  );
  if (open === undefined) return null;
  const showEvent =
    onOpenEvent === undefined
      ? undefined
      : (seq: number): void => {
          close();
          onOpenEvent(open.ref, seq);
        };
  return (
    <Dialog
      open
      title={titleOf(open)}
      onClose={close}
      stays={staysOpen(open.step.step)}
      size={open.step.step === 'conflict' ? 'wide' : 'normal'}
      footer={<WriteFooter open={open} />}
    >
      <Body open={open} onOpenEvent={showEvent} />
    </Dialog>
  );
}

function Body({
  open,
  onOpenEvent,
}: {
  readonly open: OpenWrite;
  readonly onOpenEvent: ((seq: number) => void) | undefined;
}): ReactElement {
  const api = writesContext.useApi();
  const { step } = open;
  switch (step.step) {
    case 'conflict':
      return <LostWrite what="the task" conflict={step.conflict} onOpenEvent={onOpenEvent} />;
    case 'unknown':
      return <UnknownView open={open} message={step.message} />;
    case 'failed':
      return (
        <>
          <FailedWrite failure={step} actions={api.getState()} />
          <Form open={open} />
        </>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form open={open} />;
  }
}

function Form({ open }: { readonly open: OpenWrite }): ReactElement {
  const api = writesContext.useApi();
  return (
    <WriteForm step={open.step.step} onSubmit={api.getState().submit}>
      {open.kind === 'append' ? (
        <AppendForm open={open} onEdit={api.getState().edit} />
      ) : (
        <StatusForm open={open} onWant={api.getState().want} />
      )}
    </WriteForm>
  );
}
