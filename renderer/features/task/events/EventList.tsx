import { useCallback, useMemo, type ReactElement, type ReactNode } from 'react';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { hasCode } from '#shared/errors/appError.ts';
import { useAction } from '../../../ui/actions/useAction.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useRangeCache } from '../../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../../ui/list/VirtualList.tsx';
import { whenRow } from '../../../ui/list/whenRow.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import { isFiltering } from '../selectors.ts';
import { taskContext } from '../store.ts';
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
  seqOfRow,
  type ListModel,
} from './listModel.ts';
import { createLocalClock } from './localClock.ts';
import { dayOf } from './RowTime.tsx';
import { useEventRows } from './useEventRows.ts';
import { useLooked } from './useLooked.ts';
import { useLeaveFilter } from './useLeaveFilter.ts';

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
  const filtered = taskContext.useSelector((state) => state.filtered);
  const pinned = taskContext.useSelector((state) => state.pinned);
  const grouping = travelContext.useSelector((state) => state.grouping);
  const task = taskContext.useApi();
  const { actions } = task.getState();
  const { zone } = useTime();
  const local = useMemo(() => createLocalClock(zone), [zone]);

  const filtering = isFiltering(applied);
  const total = rows.total();
  const model = useMemo<ListModel>(
    () =>
      filtering || summary === undefined
        ? { rows: total ?? 0, inserts: [] }
        : fullModel(total ?? 0, summary, gaps ?? [], sequences?.holes ?? []),
    [filtering, summary, total, gaps, sequences],
  );
  const selectedRow = useMemo(() => {
    // The nearest row before an event that is filtered out is not the selection, only where it would stand.
    if (filtering) return filtered?.exact === true ? (filtered.index ?? undefined) : undefined;
    if (summary === undefined || sequences === undefined || selected === 0) return undefined;
    // While more comes, rows and numbers may be of two moments: the last event stands in the last row all the same.
    if (!summary.complete && selected === sequences.last)
      return model.rows === 0 ? undefined : model.rows - 1;
    const row = rowsBefore(selected, sequences.first, sequences.holes, doublesOf(summary));
    return row < model.rows ? row : undefined;
  }, [filtering, filtered, summary, sequences, selected, model.rows]);
  const at = selectedRow === undefined ? undefined : indexOfRow(model, selectedRow);

  const select = (index: number, by?: 'press' | 'key'): void => {
    // The ends may not be in view: their rows may not have been fetched, or be those of an earlier moment.
    if (by === 'key' && !filtering && (index === 0 || index === entryCount(model) - 1)) {
      actions.toEnd(index === 0 ? 'first' : 'last');
      return;
    }
    const towards = at !== undefined && index < at ? -1 : 1;
    let entry = entryAt(model, index);
    for (let next = index; entry.kind !== 'event' && next >= 0 && next < entryCount(model); next += towards) {
      entry = entryAt(model, next);
    }
    if (entry.kind !== 'event') return;
    rows.forgetOld(entry.row);
    const row = rows.at(entry.row);
    if (row !== undefined) actions.select(row.seq === selected && index !== at ? row.seq + towards : row.seq);
    else if (!filtering && summary !== undefined && sequences !== undefined) {
      actions.select(seqOfRow(entry.row, sequences, doublesOf(summary)));
    } else {
      whenRow(rows, entry.row, {
        isWanted: () => task.getState().selected === selected,
        act: ({ seq }) => actions.select(seq),
      });
    }
  };
  const stepFiltered = (by: 1 | -1): void => {
    if (filtered === undefined) return;
    const before = filtered.index ?? -1;
    const row = filtered.exact ? before + by : by === 1 ? before + 1 : before;
    if (row >= 0 && row < model.rows) select(row);
  };
  useAction('event.next', () => stepFiltered(1), { enabled: filtering && !grouping });
  useAction('event.previous', () => stepFiltered(-1), { enabled: filtering && !grouping });
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
        <ErrorPanel compact error={error} steps={{ retry: rows.invalidate, reconnect: actions.reopen }} />
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
          selected={at}
          selectedKey={selected === 0 ? undefined : String(selected)}
          onSelect={select}
          onVisible={onVisible}
          renderRow={renderRow}
          rowLabel={label}
        />
      ) : null}
    </section>
  );
}
