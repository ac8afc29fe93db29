import { useRef, type RefObject } from 'react';
import type { DiffPath } from '#shared/model/diff.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { pathText } from '../../ui/value/path.ts';
import { findChange, LOOKED_THROUGH } from './fieldChanges.ts';
import { selectAbsent, selectFiltering } from './selectors.ts';
import { taskContext } from './store.ts';
import { useTaskDeps } from './TaskDeps.tsx';

/** What the keys of this screen need from it. */
export interface TaskKeys {
  /** The events pane, whose filter `/` reaches when the focus is inside the task. */
  readonly part: RefObject<HTMLElement | null>;
  readonly field: DiffPath | undefined;
  readonly onAppend: () => void;
  readonly onChangeStatus: () => void;
  readonly onCopyLink: () => void;
  readonly onNotice: (text: string) => void;
}

/** Registers what keys and palette can do with the task on screen. */
export function useTaskActions({
  part,
  field,
  onAppend,
  onChangeStatus,
  onCopyLink,
  onNotice,
}: TaskKeys): void {
  const api = taskContext.useApi();
  const { client } = useTaskDeps();
  const filtering = taskContext.useSelector(selectFiltering);
  const writable = !taskContext.useSelector((state) => state.streams !== undefined || selectAbsent(state));
  const searching = useRef<AbortController>(undefined);
  const { actions } = api.getState();

  const seekChange = (towards: 1 | -1): void => {
    const { progress, sequences, selected } = api.getState();
    if (progress === undefined || sequences === undefined) return;
    if (field === undefined) {
      onNotice('Choose a field of the state first, then press [ or ].');
      return;
    }
    searching.current?.abort();
    const controller = new AbortController();
    searching.current = controller;
    findChange(client, progress.handle, sequences, selected, field, towards, controller.signal).then(
      (seq) => {
        if (controller.signal.aborted) return;
        if (seq !== undefined) actions.select(seq);
        else onNotice(`No other change of ${pathText(field)} within ${LOOKED_THROUGH} events.`);
      },
      () => undefined, // Cancelled by the next search, or the host is gone: the banner tells that.
    );
  };

  // While the list is filtered, it goes from row to row itself.
  useAction('event.next', () => actions.step(1), { enabled: !filtering });
  useAction('event.previous', () => actions.step(-1), { enabled: !filtering });
  useAction('scrub.forward', () => actions.step(1));
  useAction('scrub.back', () => actions.step(-1));
  useAction('change.next', () => seekChange(1));
  useAction('change.previous', () => seekChange(-1));
  useAction('refresh', actions.reopen, { part });
  useAction('link.copy', onCopyLink);
  useAction('event.append', onAppend, { enabled: writable });
  useAction('status.change', onChangeStatus, { enabled: writable });
  useAction(
    'filter.focus',
    () => part.current?.querySelector<HTMLInputElement>('[data-filter="events"]')?.focus(),
    { part },
  );
}
