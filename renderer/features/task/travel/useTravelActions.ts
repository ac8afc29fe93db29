import type { RefObject } from 'react';
import type { TravelTarget } from '#shared/contract/travel.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { useAction } from '../../../ui/actions/useAction.tsx';
import { pathText } from '../../../ui/value/path.ts';
import { taskContext } from '../store.ts';
import { whenShown } from '../whenShown.ts';
import { NO_FILTER } from '../taskState.ts';
import { jumpOf } from './jumps.ts';
import { nextSpeed } from './speeds.ts';
import { travelContext, type TravelPanel } from './travelStore.ts';

/** What the keys of travelling need from the screen. */
export interface TravelKeys {
  readonly part: RefObject<HTMLElement | null>;
  /** The field of the state that has the focus. */
  readonly field: DiffPath | undefined;
  readonly onNotice: (text: string) => void;
}

/** Registers what keys and palette can do to travel through the task on screen. */
export function useTravelActions({ part, field, onNotice }: TravelKeys): void {
  const api = travelContext.useApi();
  const task = taskContext.useApi();
  const { actions } = api.getState();

  const change = (towards: 'forward' | 'backward'): void => {
    const target = jumpOf('change', field);
    if (target === undefined || field === undefined) {
      onNotice('Choose a field of the state first, then press [ or ].');
    } else actions.seek(target, towards, `other change of ${pathText(field)}`);
  };
  const seek =
    (kind: Exclude<TravelTarget['kind'], 'field' | 'text'>, towards: 'forward' | 'backward') => (): void =>
      actions.seek({ kind }, towards, kind);
  const show = (panel: TravelPanel) => (): void => {
    actions.open(panel);
    // A panel that is open already keeps its field; a fresh one takes the focus by itself.
    part.current
      ?.querySelector<HTMLInputElement>(
        panel === 'search' ? '[role="search"] input' : '[aria-label="Go to"] input',
      )
      ?.focus();
  };
  const speed = (by: 1 | -1) => (): void => actions.setSpeed(nextSpeed(api.getState().speed, by));

  useAction('change.next', () => change('forward'));
  useAction('change.previous', () => change('backward'));
  useAction('failure.next', seek('failure', 'forward'));
  useAction('failure.previous', seek('failure', 'backward'));
  useAction('gap.next', seek('gap', 'forward'));
  useAction('gap.previous', seek('gap', 'backward'));
  useAction('finding.next', seek('finding', 'forward'));
  useAction('finding.previous', seek('finding', 'backward'));
  useAction('hit.next', () => actions.walk('forward'));
  useAction('hit.previous', () => actions.walk('backward'));
  useAction('stream.search', show('search'));
  useAction('event.goTo', show('goTo'));
  useAction('play.toggle', () => (api.getState().playing ? actions.pause() : actions.play()));
  useAction('play.faster', speed(1));
  useAction('play.slower', speed(-1));
  useAction('group.toggle', () => actions.group(!api.getState().grouping));
  useAction('type.hide', () =>
    whenShown(task, ({ type }) => {
      const { filter, actions: taskActions } = task.getState();
      const without = filter.without ?? [];
      if (!without.includes(type)) taskActions.filter({ ...filter, without: [...without, type] });
    }),
  );
  useAction('type.showAll', () => task.getState().actions.filter(NO_FILTER));
}
