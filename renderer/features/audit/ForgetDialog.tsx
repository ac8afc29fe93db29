import type { ReactElement } from 'react';
import type { AuditRun } from '#shared/model/audit.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { counted } from '../../ui/numbers.ts';
import { Time } from '../../ui/time/Time.tsx';
import { auditStore } from './auditState.ts';

/** Asks before an audit of before is forgotten: what it found cannot be found again once the table has changed. */
export function ForgetDialog({
  run,
  onClose,
}: {
  readonly run: AuditRun;
  readonly onClose: () => void;
}): ReactElement {
  const { remove } = auditStore.useApi().getState();
  const { error, warning, info } = run.findings;
  return (
    <Dialog
      open
      title="Forget an audit"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              void remove(run.run);
            }}
          >
            Forget the audit
          </Button>
        </>
      }
    >
      <p>
        The audit of <Time at={run.startedAt} style="absolute" /> goes from this computer with its{' '}
        {counted(error + warning + info, 'finding')}. This cannot be undone, and nothing can be compared with
        it any more. The table stays as it is.
      </p>
    </Dialog>
  );
}
