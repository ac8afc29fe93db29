import type { ReactElement, RefObject } from 'react';
import type { TaskFilter } from '#shared/contract/tasks.ts';
import { Select } from '../../ui/Field.tsx';
import { ListFilter } from '../../ui/list/ListFilter.tsx';
import { tasksStore } from './store.ts';

const ORDERS = [
  { value: 'recent', label: 'Latest first' },
  { value: 'id', label: 'By id' },
  { value: 'worst', label: 'Worst first' },
  { value: 'oldest', label: 'Oldest open first' },
] as const satisfies readonly { value: TaskFilter['order']; label: string }[];

/** The text that narrows the list, and its order. */
export function FilterBar({
  part,
  streams,
  onOpenTask,
}: {
  readonly part: RefObject<HTMLElement | null>;
  /** Whether the table holds streams of a layout file and no tasks. */
  readonly streams: boolean;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const filter = tasksStore.useSelector((state) => state.filter);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const first = tasksStore.useSelector((state) => state.first);
  const select = tasksStore.useSelector((state) => state.select);
  return (
    <ListFilter
      name={streams ? 'Streams' : 'Tasks'}
      label={streams ? 'Filter streams by id or any text' : 'Filter tasks by id, order number or any text'}
      placeholder={streams ? 'Id, any text' : 'Id, order number, any text'}
      scope="tasks"
      part={part}
      text={filter.text}
      onText={(text) => narrow({ text })}
      first={first}
      onOpen={({ key, index }) => {
        select(key, index);
        onOpenTask(key);
      }}
    >
      <Select
        bare
        label="Order"
        value={filter.order}
        choices={streams ? ORDERS.filter(({ value }) => value !== 'oldest') : ORDERS}
        onChange={(order) => narrow({ order })}
      />
    </ListFilter>
  );
}
