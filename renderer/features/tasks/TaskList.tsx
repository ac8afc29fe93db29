import type { ReactElement, RefObject } from 'react';
import type { TaskRow as Row } from '#shared/contract/tasks.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { sharedPrefixLength } from '../../ui/commonPrefix.ts';
import { copyText } from '../../ui/copy.ts';
import type { RangeCache } from '../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { tasksStore } from './store.ts';
import { TaskRow } from './TaskRow.tsx';

const rowWords = (row: Row | undefined): string =>
  row === undefined
    ? 'Loading'
    : [
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
  useRangeCache(rows);
  const selected = tasksStore.useSelector((state) => state.selected);
  const select = tasksStore.useSelector((state) => state.select);
  const neighbour = tasksStore.useSelector((state) => state.neighbour);
  const open = (task: string, index: number): void => {
    select(task, index);
    onOpenTask(task);
  };
  const step = (delta: number): void =>
    void neighbour(delta).then((next) => {
      if (next !== undefined) open(next.task, next.index);
    });
  useAction('copy', () => void copyText(selected?.task ?? ''), { part, enabled: selected !== undefined });
  return (
    <VirtualList
      label="Tasks"
      scope="tasks"
      count={rows.total() ?? 0}
      selected={selected?.index}
      selectedKey={selected?.task}
      onSelect={(index) => {
        const row = rows.at(index);
        if (row === undefined) step(index - (selected?.index ?? -1));
        else open(row.task, index);
      }}
      onVisible={rows.ensure}
      rowLabel={(index) => rowWords(rows.at(index))}
      renderRow={(index) => {
        const row = rows.at(index);
        const around = [rows.at(index - 1)?.task, rows.at(index + 1)?.task];
        return <TaskRow row={row} dim={row === undefined ? 0 : sharedPrefixLength(row.task, around)} />;
      }}
    />
  );
}
