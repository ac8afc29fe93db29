import type { ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { WriteDialog } from '../features/writes/WriteDialog.tsx';
import { WrittenNotice } from '../features/writes/WrittenNotice.tsx';
import { routerStore } from './router.ts';

/** The dialogs of the writes, and the word that one was done; both lead to the event they are about. */
export function Writes(): ReactElement {
  const go = routerStore.useSelector((state) => state.go);
  const show = (ref: TaskRef, seq: number): void => go({ ...ref, seq });
  return (
    <>
      <WriteDialog onOpenEvent={show} />
      <WrittenNotice onOpenEvent={show} />
    </>
  );
}
