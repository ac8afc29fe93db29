import { useCallback, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { GroupRow } from '#shared/contract/travel.ts';
import { useAction } from '../../../ui/actions/useAction.tsx';
import { createLatest } from '../../../ui/latest.ts';
import { createRangeCache } from '../../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../../ui/list/VirtualList.tsx';
import { whenRow } from '../../../ui/list/whenRow.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { travelContext } from '../travel/travelStore.ts';
import styles from './EventList.module.css';
import { EventRowView, eventRowLabel } from './EventRowView.tsx';
import { createFilterSignal } from './filterSignal.ts';
import { GroupRowView, groupRowLabel } from './GroupRowView.tsx';
import type { LocalClock } from './localClock.ts';
import { dayOf } from './RowTime.tsx';

/** The event that a row stands for: a group for its last, so that the state is the one after all of them. */
const seqOf = (row: GroupRow): number => (row.kind === 'event' ? row.row.seq : row.last.seq);

/** The events with runs of one type collapsed; Enter or a double click opens and closes a group. */
export function GroupedList({ local }: { readonly local: LocalClock }): ReactElement | null {
  const api = taskContext.useApi();
  const travel = travelContext.useApi();
  const { client } = useTaskDeps();
  const selected = taskContext.useSelector((state) => state.selected);
  const pinned = taskContext.useSelector((state) => state.pinned);
  const filter = taskContext.useSelector((state) => state.filter);
  const progress = taskContext.useSelector((state) => state.progress);
  const expanded = travelContext.useSelector((state) => state.expanded);
  const [at, setAt] = useState<{ readonly index: number | null; readonly exact: boolean }>();
  const { handle, version } = progress ?? {};

  const rows = useMemo(() => {
    const signalOf = createFilterSignal();
    return createRangeCache<GroupRow>((from, to, signal) => {
      const { filter, progress: opened } = api.getState();
      const input = { handle: opened?.handle ?? '', filter, expanded: [...travel.getState().expanded] };
      return client.travel.groups({ ...input, range: { from, to } }, { signal: signalOf(filter, signal) });
    });
  }, [client, api, travel]);
  useEffect(() => () => rows.dispose(), [rows]);
  // What is on screen stays until the fresh rows are there.
  useEffect(() => rows.invalidate(), [rows, filter, expanded, handle, version]);
  useRangeCache(rows);

  const places = useMemo(() => createLatest(), []);
  useEffect(() => () => places.cancel(), [places]);
  useEffect(() => {
    if (handle === undefined || selected === 0) return;
    const input = { handle, filter, expanded: [...expanded], seq: selected };
    void places.run((signal) => client.travel.groupOf(input, { signal }), setAt);
  }, [places, client, handle, version, filter, expanded, selected]);

  const total = rows.total() ?? 0;
  const index = at?.exact === true ? (at.index ?? undefined) : undefined;
  const { actions } = api.getState();
  const select = (place: number): void =>
    whenRow(rows, place, {
      isWanted: () => api.getState().selected === selected,
      act: (row) => actions.select(seqOf(row)),
    });
  const step = (by: 1 | -1): void => {
    if (at === undefined) return;
    const before = at.index ?? -1;
    const to = at.exact ? before + by : by === 1 ? before + 1 : before;
    if (to >= 0 && to < total) select(to);
  };
  useAction('event.next', () => step(1));
  useAction('event.previous', () => step(-1));

  const toggle = (place: number): void => {
    const row = rows.at(place);
    if (row?.kind === 'group') travel.getState().actions.toggleGroup(row.first.seq);
  };
  const onVisible = useCallback((from: number, to: number) => rows.ensure(from, to), [rows]);
  const dayAt = (place: number): string | undefined => {
    const row = rows.at(place);
    return row === undefined ? undefined : dayOf((row.kind === 'event' ? row.row : row.last).at, local);
  };
  const renderRow = (place: number): ReactNode => {
    const row = rows.at(place);
    if (row === undefined) return <span className={styles.coming} aria-hidden="true" />;
    const newDay = place === 0 || dayAt(place) !== dayAt(place - 1);
    if (row.kind === 'group') {
      return <GroupRowView row={row} newDay={newDay} local={local} onToggle={() => toggle(place)} />;
    }
    return (
      <div className={row.within ? styles.within : styles.whole}>
        <EventRowView row={row.row} pinned={row.row.seq === pinned} newDay={newDay} local={local} />
      </div>
    );
  };
  const label = (place: number): string | undefined => {
    const row = rows.at(place);
    if (row === undefined) return undefined;
    return row.kind === 'event' ? eventRowLabel(row.row) : groupRowLabel(row);
  };
  return (
    <VirtualList
      label="Events"
      scope="events"
      count={total}
      selected={index}
      selectedKey={selected === 0 ? undefined : String(selected)}
      onSelect={select}
      onOpen={toggle}
      onVisible={onVisible}
      renderRow={renderRow}
      rowLabel={label}
    />
  );
}
