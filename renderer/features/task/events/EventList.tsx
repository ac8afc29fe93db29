import { useCallback, useMemo, type ReactElement, type ReactNode } from 'react';
import type { EventRow } from '#shared/contract/replay.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { hasCode } from '#shared/errors/appError.ts';
import { useAction } from '../../../ui/actions/useAction.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useRangeCache } from '../../../ui/list/useRangeCache.ts';
import type { ListMove } from '../../../ui/list/listKeys.ts';
import { VirtualList } from '../../../ui/list/VirtualList.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import { isFiltering } from '../selectors.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { travelContext } from '../travel/travelStore.ts';
import { EventFilterBar } from './EventFilterBar.tsx';
import styles from './EventList.module.css';
import { EventPlace } from './EventPlace.tsx';
import { eventRowLabel } from './EventRowView.tsx';
import { GroupedList } from './GroupedList.tsx';
import { InsertRow, insertLabel } from './InsertRow.tsx';
import {
  doublesOf,
  entryAt,
  entryCount,
  fullModel,
  indexOfRow,
  rowsBefore,
  type ListModel,
} from './listModel.ts';
import type { AskPlace } from './listPlace.ts';
import { createLocalClock } from './localClock.ts';
import { dayOf } from './RowTime.tsx';
import { useEventRows } from './useEventRows.ts';
import { useListPlace } from './useListPlace.ts';
import { useLooked } from './useLooked.ts';
import { useLeaveFilter } from './useLeaveFilter.ts';
import { useRowSteps } from './useRowSteps.ts';

/** Every event of the task, newest at the bottom; its selection is the scrubber's. */
export function EventList(): ReactElement {
  const { rows, filter: applied, looking } = useEventRows();
  const looked = useLooked(looking);
  const revision = useRangeCache(rows);
  const onLeave = useLeaveFilter({ rows, applied, revision });
  const summary = taskContext.useSelector((state) => state.summary);
  const gaps = taskContext.useSelector((state) => state.timeline?.gaps);
  const sequences = taskContext.useSelector((state) => state.sequences);
  const selected = taskContext.useSelector((state) => state.selected);
  const pinned = taskContext.useSelector((state) => state.pinned);
  const grouping = travelContext.useSelector((state) => state.grouping);
  const { actions } = taskContext.useApi().getState();
  const { client } = useTaskDeps();
  const handle = taskContext.useSelector((state) => state.progress?.handle);
  const { zone } = useTime();
  const local = useMemo(() => createLocalClock(zone), [zone]);

  const filtering = isFiltering(applied);
  // Sequences tell where rows are only once both are known to be of all events.
  const isCounted = !filtering && summary?.complete === true;
  const askPlace = useMemo<AskPlace | undefined>(
    () =>
      isCounted || grouping || handle === undefined
        ? undefined
        : (seq, signal) => client.replay.indexOf({ handle, filter: applied, seq }, { signal }),
    [client, isCounted, grouping, handle, applied],
  );
  const place = useListPlace(rows, askPlace);
  const move = useRowSteps({ rows, place, filter: applied, seqOf: ({ seq }: EventRow) => seq });
  const total = rows.total();
  const model = useMemo<ListModel>(
    () =>
      !isCounted
        ? { rows: total ?? 0, inserts: [] }
        : fullModel(total ?? 0, summary, gaps ?? [], sequences?.holes ?? []),
    [isCounted, summary, total, gaps, sequences],
  );
  const stands = useMemo(() => {
    if (!isCounted || sequences === undefined) return place;
    const row = rowsBefore(selected, sequences.first, sequences.holes, doublesOf(summary));
    return selected === 0 ? undefined : { seq: selected, index: row, exact: true };
  }, [isCounted, place, summary, sequences, selected]);
  const row = stands?.index ?? undefined;
  const at = row === undefined ? undefined : indexOfRow(model, row);
  const standing = rows.at(row ?? -1);
  // The row that is here may be of another moment than the place.
  const isThere = stands?.exact === true && (standing === undefined || standing.seq === stands.seq);

  const press = (index: number): void => {
    const towards = at !== undefined && index < at ? -1 : 1;
    let entry = entryAt(model, index);
    for (let next = index; entry.kind !== 'event' && next >= 0 && next < entryCount(model); next += towards) {
      entry = entryAt(model, next);
    }
    if (entry.kind !== 'event') return;
    const pressed = rows.at(entry.row);
    if (pressed === undefined) move({ by: entry.row - (row ?? -1) });
    else actions.select(pressed.seq);
  };
  const onMove = (to: ListMove): void => {
    if (filtering) move(to);
    else if ('to' in to) actions.toEnd(to.to);
    else actions.step(to.by);
  };
  useAction('event.next', () => move({ by: 1 }), { enabled: filtering && !grouping });
  useAction('event.previous', () => move({ by: -1 }), { enabled: filtering && !grouping });
  const onVisible = useCallback(
    (from: number, to: number) => rows.ensure(Math.max(0, from - model.inserts.length), to),
    [rows, model.inserts.length],
  );
  const startsDay = (row: number): boolean => {
    const here = rows.at(row);
    const before = row === 0 ? undefined : rows.at(row - 1);
    return here === undefined || before === undefined || dayOf(here.at, local) !== dayOf(before.at, local);
  };
  const renderRow = (index: number): ReactNode => {
    const entry = entryAt(model, index);
    if (entry.kind !== 'event') return <InsertRow insert={entry} />;
    const row = rows.at(entry.row);
    return <EventPlace row={row} pinned={row?.seq === pinned} newDay={startsDay(entry.row)} local={local} />;
  };
  const label = (index: number): string | undefined => {
    const entry = entryAt(model, index);
    if (entry.kind !== 'event') return insertLabel(entry);
    const row = rows.at(entry.row);
    return row === undefined ? undefined : eventRowLabel(row);
  };

  const error = rows.error();
  const badFilter = filtering && hasCode(error, 'InvalidInput');
  return (
    <section
      className={styles.events}
      aria-label="Events"
      data-revision={revision}
      aria-busy={looked !== undefined}
    >
      <EventFilterBar
        total={looking ? undefined : badFilter ? 0 : total}
        looked={looked}
        error={badFilter && !looking ? error : undefined}
        hidden={(summary?.undecodable.length ?? 0) + (gaps?.length ?? 0)}
        onLeave={onLeave}
      />
      {error !== undefined && !badFilter ? (
        <ErrorPanel
          compact
          isKept
          error={error}
          steps={{ retry: rows.invalidate, reconnect: actions.reopen }}
        />
      ) : null}
      {total === undefined && error === undefined ? <Skeleton rows={10} label="Reading events" /> : null}
      {total !== undefined && entryCount(model) === 0 && !badFilter ? (
        <EmptyState title={filtering ? 'No event matches' : 'This task has no events'}>
          {filtering
            ? 'The filter leaves nothing of this stream.'
            : 'Only a projection is stored, or nothing at all.'}
        </EmptyState>
      ) : null}
      {total !== undefined && total > 0 && grouping ? <GroupedList local={local} /> : null}
      {total !== undefined && entryCount(model) > 0 && !grouping ? (
        <VirtualList
          label="Events"
          scope="events"
          count={entryCount(model)}
          selected={isThere ? at : undefined}
          near={at}
          selectedKey={stands === undefined ? undefined : String(stands.seq)}
          onSelect={press}
          onMove={onMove}
          onVisible={onVisible}
          renderRow={renderRow}
          rowLabel={label}
        />
      ) : null}
    </section>
  );
}
