import type { ReactElement } from 'react';
import type { TableDescription } from '#shared/model/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { isNarrowed } from './selectors.ts';
import { NO_FILTER, tasksStore } from './store.ts';

/** Nothing is chosen yet, or what is `waiting` to be done before something can be. */
export function NoTable({ waiting }: { readonly waiting: string | undefined }): ReactElement {
  return waiting !== undefined ? (
    <EmptyState title={waiting}>
      <p>The tasks appear here by themselves.</p>
    </EmptyState>
  ) : (
    <EmptyState title="No table chosen">
      <p>Choose a table on the left. Tables that hold event-sourced tasks are marked “tasks”.</p>
    </EmptyState>
  );
}

/** The chosen table holds something else than tasks. */
export function NotTasks({
  description,
  onReadAnyway,
}: {
  readonly description: TableDescription;
  readonly onReadAnyway: () => void;
}): ReactElement {
  const { key } = description;
  return (
    <EmptyState
      title={`“${description.table}” holds no tasks`}
      actions={<Button onClick={onReadAnyway}>Read it as tasks</Button>}
    >
      <p>
        Its key is <code>{key.hash.name}</code>
        {key.range === undefined ? '' : ' and '}
        {key.range === undefined ? null : <code>{key.range.name}</code>}, and the layout detected in it is “
        {description.detected}”. Task timelines need items under <code>TASK#…</code> with <code>EVENT#…</code>{' '}
        and <code>META</code>.
      </p>
      <p>{formatCount(description.items)} items by DynamoDB’s own count.</p>
    </EmptyState>
  );
}

/** Nothing in the table, or nothing that passes the filter. */
export function NoRows(): ReactElement {
  const filter = tasksStore.useSelector((state) => state.filter);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const reload = tasksStore.useSelector((state) => state.reload);
  return isNarrowed(filter) ? (
    <EmptyState
      title="No task passes the filter"
      actions={
        <Button look="primary" onClick={() => narrow({ ...NO_FILTER, order: filter.order })}>
          Clear the filter
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="The table holds no tasks yet"
      actions={
        <Button look="primary" onClick={() => void reload()}>
          Read again
        </Button>
      }
    >
      <p>
        To fill it with demonstration data: <code>npx dynascope seed</code>
      </p>
    </EmptyState>
  );
}
