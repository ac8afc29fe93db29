import type { ReactElement } from 'react';
import type { Place } from '#shared/model/place.ts';
import { tableByName } from '../features/tables/selectors.ts';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { listingState } from '../features/palette/listing.ts';
import { Palette } from '../features/palette/Palette.tsx';
import { paletteStore } from '../features/palette/store.ts';
import { useAction } from '../ui/actions/useAction.tsx';
import { IDLE } from '../ui/asyncState.ts';
import { copyText } from '../ui/copy.ts';
import { noticeStore } from '../ui/notice.tsx';
import { focusAudit, focusList } from './focusPlaces.ts';
import { LIST_SCOPES } from './shownLayout.ts';
import { platformKeyLabel } from './platform.ts';
import { usePaste } from './usePaste.ts';
import { useShownLayout, useShownView } from './useShown.ts';
import { linkedPlace, routerStore } from './router.ts';

/** The actions of the whole window, and the palette that offers them. `link` is the address to hand to someone else. */
export function Commands({ link }: { readonly link: (place: Place) => string }): ReactElement {
  const place = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const at = routerStore.useApi();
  const tables = tablesStore.useSelector((state) => state.tables);
  const searched = paletteStore.useSelector((state) => state.open);
  const reading = tasksStore.useSelector((state) => (searched ? state.reading : IDLE));
  const streams = tablesStore.useSelector((state) => tableByName(state, place.table)?.streams !== undefined);
  const layout = useShownLayout();
  const view = useShownView(layout);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const { onlyFindings, order } = tasksStore.useSelector((state) => state.filter);
  const type = paletteStore.useSelector((state) => state.type);
  const show = paletteStore.useSelector((state) => state.show);
  const say = noticeStore.useSelector((state) => state.say);
  const { connection, table, task } = place;

  useAction('palette.open', show);
  usePaste((text) => {
    show();
    type(text);
  });
  // Here and not in the list: in a narrow window the task, or another entry, stands alone.
  const step = (delta: number): void =>
    void view.neighbour(delta).then((next) => {
      if (next === undefined || connection === undefined || table === undefined) return;
      view.select(next.key, next.index);
      go({ connection, table, task: next.key });
    });
  useAction('task.next', () => step(1), { enabled: view.table !== undefined });
  useAction('task.previous', () => step(-1), { enabled: view.table !== undefined });
  useAction('go.tasks', () => {
    go(place, { view: 'task' });
    // All tasks again, if only those with findings were listed.
    if (layout === 'task' && onlyFindings)
      narrow({ onlyFindings: false, ...(order === 'worst' ? { order: 'recent' } : {}) });
    focusList(LIST_SCOPES[layout ?? 'task']);
  });
  useAction(
    'go.audit',
    () => {
      if (connection === undefined || table === undefined) return;
      go({ connection, table }, { view: 'audit' });
      focusAudit();
    },
    { enabled: connection !== undefined && table !== undefined && layout === 'task' },
  );
  const goToList = (shown: 'conflicts' | 'deadLetters') => (): void => {
    go(place, { view: shown });
    focusList(shown);
  };
  useAction('go.conflicts', goToList('conflicts'), { enabled: connection !== undefined });
  useAction('go.deadLetters', goToList('deadLetters'), { enabled: layout === 'task' && !streams });
  useAction('layout.make', () => go({ connection, table }, { view: 'layout' }), {
    enabled: connection !== undefined && table !== undefined,
  });
  useAction('link.copy', () => {
    const comparing = at.getState().view === 'compare';
    void copyText(link(linkedPlace(at.getState()))).then((copied) =>
      say(
        copied
          ? comparing
            ? 'Link to the comparison copied'
            : 'Link copied'
          : 'The clipboard is not available',
      ),
    );
  });
  return (
    <Palette
      tables={tables}
      listing={listingState(reading)}
      taskOpen={task !== undefined}
      keyLabel={platformKeyLabel}
      onTable={(chosen) => (connection === undefined ? undefined : go({ connection, table: chosen }))}
      onTask={(chosen) =>
        connection === undefined || table === undefined ? undefined : go({ connection, table, task: chosen })
      }
      onEvent={(seq) => go({ ...place, seq })}
    />
  );
}
