import type { RefObject } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { selectAbsent, selectFiltering } from './selectors.ts';
import { taskContext } from './store.ts';
import { travelContext } from './travel/travelStore.ts';

/** What the keys of this screen need from it. */
export interface TaskKeys {
  /** The events pane, whose filter `/` reaches when the focus is inside the task. */
  readonly part: RefObject<HTMLElement | null>;
  readonly onAppend: () => void;
  readonly onChangeStatus: () => void;
  readonly onCopyLink: () => void;
  readonly onCompare: () => void;
}

/** Registers what keys and palette can do with the task on screen. */
export function useTaskActions({ part, onAppend, onChangeStatus, onCopyLink, onCompare }: TaskKeys): void {
  const api = taskContext.useApi();
  const filtering = taskContext.useSelector(selectFiltering);
  const grouping = travelContext.useSelector((state) => state.grouping);
  const byRow = filtering || grouping;
  const writable = !taskContext.useSelector((state) => state.streams !== undefined || selectAbsent(state));
  const { actions } = api.getState();

  // While the list is filtered or grouped, it goes from row to row itself.
  useAction('event.next', () => actions.step(1), { enabled: !byRow });
  useAction('event.previous', () => actions.step(-1), { enabled: !byRow });
  useAction('scrub.forward', () => actions.step(1));
  useAction('scrub.back', () => actions.step(-1));
  useAction('refresh', actions.reopen, { part });
  useAction('link.copy', onCopyLink);
  useAction('task.compare', onCompare);
  useAction('causes.show', () => actions.show('causes'));
  useAction('event.append', onAppend, { enabled: writable });
  useAction('status.change', onChangeStatus, { enabled: writable });
  useAction(
    'filter.focus',
    () => part.current?.querySelector<HTMLInputElement>('[data-filter="events"]')?.focus(),
    { part },
  );
}
