import type { ReactElement } from 'react';
import { sequenceKey } from '../../ui/conflict/conflictWords.ts';
import { UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import type { OpenWrite } from './writeState.ts';

/** A write whose outcome is not known: what that means, and which ways there are to find out. */
export function UnknownView({
  open,
  message,
}: {
  readonly open: OpenWrite;
  readonly message: string;
}): ReactElement {
  const what = open.kind === 'append' ? sequenceKey(open.seen.nextSeq) : 'the status change';
  return (
    <UnknownWrite what={what} message={message}>
      {open.kind === 'append' ? (
        <p>
          <strong>Ask again</strong> sends the same event under the same name. If it was written before, it is
          not written twice; if not, it is written now, on the same condition.
        </p>
      ) : (
        <p>
          A status can have been set by you and changed by another since, so sending it again could not tell.
          Read the task again and look before you decide.
        </p>
      )}
    </UnknownWrite>
  );
}
