import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { LostWriteButtons } from '../../ui/conflict/LostWrite.tsx';
import { AwaitedWrite } from '../../ui/conflict/WriteFrame.tsx';
import { recordContext } from './recordStore.ts';
import type { OpenRecordWrite } from './recordState.ts';
import { canSend } from './write.ts';

/** The buttons for where the write stands. */
export function RecordWriteFooter({ open }: { readonly open: OpenRecordWrite }): ReactElement {
  const { actions } = recordContext.useApi().getState();
  switch (open.step.step) {
    case 'pending':
    case 'reloading':
      return <AwaitedWrite step={open.step.step} what="the record" onStop={actions.stopWaiting} />;
    case 'conflict':
      return <LostWriteButtons onGiveUp={actions.close} onTryOnTop={() => void actions.tryOnTop()} />;
    case 'unknown':
      return (
        <>
          <Button onClick={actions.close}>Close</Button>
          <Button look={open.kind === 'edit' ? 'normal' : 'primary'} onClick={() => void actions.tryOnTop()}>
            Read the record again
          </Button>
          {open.kind === 'edit' ? (
            <Button look="primary" onClick={() => void actions.askAgain()}>
              Ask again
            </Button>
          ) : null}
        </>
      );
    case 'failed':
    case 'editing':
      return (
        <>
          <Button onClick={actions.close}>Cancel</Button>
          {open.kind === 'edit' ? (
            <Button look="primary" disabled={!canSend(open)} onClick={() => void actions.submit()}>
              Write version {open.seen.version + 1}
            </Button>
          ) : (
            <Button look="danger" onClick={() => void actions.submit()}>
              Delete version {open.seen.version}
            </Button>
          )}
        </>
      );
  }
}
