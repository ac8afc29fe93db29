import { useCallback, useEffect, useMemo, type ReactElement, type ReactNode } from 'react';
import type { GroupRow } from '#shared/contract/travel.ts';
import { useAction } from '../../../ui/actions/useAction.tsx';
import { createRangeCache } from '../../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../../ui/list/VirtualList.tsx';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { travelContext } from '../travel/travelStore.ts';
import styles from './EventList.module.css';
import { EventRowView, eventRowLabel } from './EventRowView.tsx';
import { createFilterSignal } from './filterSignal.ts';
import { GroupRowView, groupRowLabel } from './GroupRowView.tsx';
import type { AskPlace } from './listPlace.ts';
import type { LocalClock } from './localClock.ts';
import { dayOf } from './RowTime.tsx';
import { whileOpen } from './whileOpen.ts';
import { useListPlace } from './useListPlace.ts';
import { useRowSteps } from './useRowSteps.ts';

/** The event that a row stands for: a group for its last, so that the state is the one after all of them. */
const seqOf = (row: GroupRow): number => (row.kind === 'event' ? row.row.seq : row.last.seq);

const holds = (row: GroupRow, seq: number): boolean =>
  row.kind === 'event' ? row.row.seq === seq : row.first.seq <= seq && seq <= row.last.seq;

/** The events with runs of one type collapsed; Enter or a double click opens and closes a group. */
export function GroupedList({ local }: { readonly local: LocalClock }): ReactElement | null {
  const api = taskContext.useApi();
  const travel = travelContext.useApi();
  const { client } = useTaskDeps();
  const pinned = taskContext.useSelector((state) => state.pinned);
  const filter = taskContext.useSelector((state) => state.filter);
  const progress = taskContext.useSelector((state) => state.progress);
  const expanded = travelContext.useSelector((state) => state.expanded);
  const { handle, version } = progress ?? {};

  const rows = useMemo(() => {
    const signalOf = createFilterSignal();
    return createRangeCache<GroupRow>((from, to, signal) => {
      const { filter, progress: opened } = api.getState();
      const handle = opened?.handle ?? '';
      const input = { handle, filter, expanded: [...travel.getState().expanded] };
      const groups = client.travel.groups(
        { ...input, range: { from, to } },
        { signal: signalOf(filter, signal) },
      );
      return whileOpen(api.getState, handle, groups);
    });
  }, [client, api, travel]);
  useEffect(() => () => rows.dispose(), [rows]);
  // What is on screen stays until the fresh rows are there.
  useEffect(() => rows.invalidate(), [rows, filter, expanded, handle, version]);
  useRangeCache(rows);

  const askPlace = useMemo<AskPlace | undefined>(
    () =>
      handle === undefined
        ? undefined
        : (seq, signal) =>
            client.travel.groupOf({ handle, filter, expanded: [...expanded], seq }, { signal }),
    [client, handle, filter, expanded],
  );
  const at = useListPlace(rows, askPlace);

  const total = rows.total() ?? 0;
  const index = at?.index ?? undefined;
  const standing = rows.at(index ?? -1);
  // The row that is here may be of another moment than the place.
  const isThere = at?.exact === true && (standing === undefined || holds(standing, at.seq));
  const { actions } = api.getState();
  const move = useRowSteps({ rows, place: at, filter, expanded, seqOf });
  const press = (place: number): void => {
    const row = rows.at(place);
    if (row === undefined) move({ by: place - (index ?? -1) });
    else actions.select(seqOf(row));
  };
  useAction('event.next', () => move({ by: 1 }));
  useAction('event.previous', () => move({ by: -1 }));

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
      selected={isThere ? index : undefined}
      near={index}
      selectedKey={at === undefined ? undefined : String(at.seq)}
      onSelect={press}
      onMove={move}
      onOpen={toggle}
      onVisible={onVisible}
      renderRow={renderRow}
      rowLabel={label}
    />
  );
}
