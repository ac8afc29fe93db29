import type { ReactElement, RefObject } from 'react';
import type { TaskRow as Row } from '#shared/contract/tasks.ts';
import type { RangeCache } from '../../ui/list/rangeCache.ts';
import { RowList } from '../../ui/list/RowList.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { tasksStore } from './store.ts';
import { TaskRow } from './TaskRow.tsx';

const rowWords = (row: Row): string =>
  [
    row.task,
    row.title,
    row.status === undefined && row.lastType !== undefined
      ? `ends in ${row.lastType}`
      : statusWords(row.status),
    row.findings.error + row.findings.warning > 0 ? 'has findings' : '',
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');

/** The filtered tasks; choosing one calls `onOpenTask`. */
export function TaskList({
  rows,
  part,
  streams,
  onOpenTask,
}: {
  readonly rows: RangeCache<Row>;
  readonly part: RefObject<HTMLElement | null>;
  /** Whether these are streams of a layout file. */
  readonly streams: boolean;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const selected = tasksStore.useSelector((state) => state.selected);
  const select = tasksStore.useSelector((state) => state.select);
  const neighbour = tasksStore.useSelector((state) => state.neighbour);
  const marked = tasksStore.useSelector((state) => state.marked);
  const mark = tasksStore.useSelector((state) => state.mark);
  const isMarked = (row: Row | undefined): boolean | undefined =>
    row === undefined ? undefined : marked.includes(row.task);
  const toggle = (row: Row | undefined): void => {
    if (row !== undefined) mark(row.task);
  };
  return (
    <RowList
      label={streams ? 'Streams' : 'Tasks'}
      scope="tasks"
      part={part}
      rows={rows}
      selected={selected}
      select={select}
      neighbour={neighbour}
      keyOf={({ task }) => task}
      wordsOf={rowWords}
      marks={{
        isMarked: (index) => isMarked(rows.at(index)),
        toggle: (index) => toggle(rows.at(index)),
      }}
      renderRow={(row, dim) => (
        <TaskRow row={row} dim={dim} streams={streams} marked={isMarked(row)} onToggle={() => toggle(row)} />
      )}
      onOpen={onOpenTask}
    />
  );
}
