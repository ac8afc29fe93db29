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
    statusWords(row.status),
    row.findings.error + row.findings.warning > 0 ? 'has findings' : '',
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');

/** The filtered tasks; choosing one calls `onOpenTask`. */
export function TaskList({
  rows,
  part,
  onOpenTask,
}: {
  readonly rows: RangeCache<Row>;
  readonly part: RefObject<HTMLElement | null>;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const selected = tasksStore.useSelector((state) => state.selected);
  const select = tasksStore.useSelector((state) => state.select);
  const neighbour = tasksStore.useSelector((state) => state.neighbour);
  return (
    <RowList
      label="Tasks"
      scope="tasks"
      part={part}
      rows={rows}
      selected={selected}
      select={select}
      neighbour={neighbour}
      keyOf={({ task }) => task}
      wordsOf={rowWords}
      renderRow={(row, dim) => <TaskRow row={row} dim={dim} />}
      onOpen={onOpenTask}
    />
  );
}
