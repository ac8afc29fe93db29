import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { LostWrite, LostWriteButtons, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { redriveContext } from './redriveStore.ts';

/** What became of a redrive when it was lost, or when nobody knows: the same story as for any other write. */
export function RedriveDialog({
  onOpenTask,
}: {
  readonly onOpenTask: (task: string, seq?: number) => void;
}): ReactElement | null {
  const step = redriveContext.useSelector((state) => state.step);
  const task = redriveContext.useSelector((state) => state.preview?.letter.taskId);
  const { dismiss, sendAgain } = redriveContext.useApi().getState();
  switch (step.step) {
    case 'conflict':
      return (
        <Dialog
          open
          title={`Redrive onto ${step.conflict.taskId}`}
          onClose={dismiss}
          size="wide"
          footer={<LostWriteButtons onGiveUp={dismiss} onTryOnTop={dismiss} />}
        >
          <LostWrite
            what="the task"
            conflict={step.conflict}
            onOpenEvent={(seq) => onOpenTask(step.conflict.taskId, seq)}
          />
        </Dialog>
      );
    case 'unknown':
      return (
        <Dialog
          open
          title={`Redrive onto ${task ?? 'a task'}`}
          onClose={dismiss}
          footer={
            <>
              <Button onClick={dismiss}>Look at the letter again</Button>
              <Button look="primary" onClick={() => void sendAgain()}>
                Send it again
              </Button>
            </>
          }
        >
          <UnknownWrite what="the event" message={step.message}>
            <p>
              The letter and its event are written together or not at all, and sending it again under the same
              name never appends it twice: either it is done now, or it turns out to have been done.
            </p>
          </UnknownWrite>
        </Dialog>
      );
    case 'ready':
    case 'pending':
    case 'failed':
      return null;
  }
}
