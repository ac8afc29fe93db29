import type { ReactElement } from 'react';
import type { TableDescription, TableStreams } from '#shared/model/layout.ts';
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

/** The place names a table that the connection does not have. */
export function NoSuchTable({ table }: { readonly table: string }): ReactElement {
  return (
    <EmptyState title={`There is no table “${table}” here`}>
      <p>
        The connection does not list it: it may lie in another region or account. Choose a table on the left.
      </p>
    </EmptyState>
  );
}

/** The chosen table holds something that no layout fits. */
export function NotTasks({
  description,
  onReadAnyway,
  onMakeLayout,
}: {
  readonly description: TableDescription;
  readonly onReadAnyway: () => void;
  readonly onMakeLayout: () => void;
}): ReactElement {
  const { key } = description;
  return (
    <EmptyState
      title={`No layout fits “${description.table}”`}
      actions={
        <>
          <Button look="primary" onClick={onMakeLayout}>
            Make a layout for it…
          </Button>
          <Button onClick={onReadAnyway}>Read it as tasks</Button>
        </>
      }
    >
      <p>
        Its key is <code>{key.hash.name}</code>
        {key.range === undefined ? '' : ' and '}
        {key.range === undefined ? null : <code>{key.range.name}</code>}, and its items look like none of the
        built-in layouts. If they are events in streams, a layout says which and where: one is proposed from
        the items, with its reasons.
      </p>
      <p>{formatCount(description.items)} items by DynamoDB’s own count.</p>
    </EmptyState>
  );
}

/** Nothing in the table, or nothing that passes the filter. */
export function NoRows({ streams }: { readonly streams: TableStreams | undefined }): ReactElement {
  const filter = tasksStore.useSelector((state) => state.filter);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const reload = tasksStore.useSelector((state) => state.reload);
  return isNarrowed(filter) ? (
    <EmptyState
      title={streams === undefined ? 'No task passes the filter' : 'No stream passes the filter'}
      actions={
        <Button look="primary" onClick={() => narrow({ ...NO_FILTER, order: filter.order })}>
          Clear the filter
        </Button>
      }
    />
  ) : (
    <EmptyState
      title={streams === undefined ? 'The table holds no tasks yet' : 'No stream is found in the table'}
      actions={
        <Button look="primary" onClick={() => void reload()}>
          Read again
        </Button>
      }
    >
      {streams === undefined ? (
        <p>
          To fill it with demonstration data: <code>npx dynascope seed</code>
        </p>
      ) : (
        <p>
          The layout <bdi>{streams.title}</bdi> finds no events in it.
        </p>
      )}
    </EmptyState>
  );
}
