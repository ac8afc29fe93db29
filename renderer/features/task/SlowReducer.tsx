import type { ReactElement } from 'react';
import { SlowReducerNote } from '../../ui/SlowReducerNote.tsx';
import { taskContext } from './store.ts';

/** Says that states and verdict wait for the reader's own reducer, for as long as they do. */
export function SlowReducer({
  onGiveBack,
}: {
  readonly onGiveBack: (() => void) | undefined;
}): ReactElement | null {
  const slow = taskContext.useSelector(({ link, progress }) =>
    link.phase === 'opening' || link.phase === 'open' ? progress?.slow : undefined,
  );
  const known = taskContext.useSelector((state) => state.summary !== undefined);
  return slow === undefined ? null : (
    <SlowReducerNote
      slow={slow}
      shown={known ? 'Until it is through, what is shown is from before it.' : undefined}
      onGiveBack={onGiveBack}
    />
  );
}
