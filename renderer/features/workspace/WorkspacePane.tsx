import { useRef, type ReactElement, type RefObject } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { isEmptySoFar } from '../../ui/list/emptySoFar.ts';
import { ListError } from '../../ui/list/ListError.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { ListFilter } from '../../ui/list/ListFilter.tsx';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { RowList } from '../../ui/list/RowList.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { counted } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { workspaceStore } from './store.ts';
import { UserRow } from './UserRow.tsx';
import { UsersFoot } from './UsersFoot.tsx';
import styles from './workspace.module.css';

/** The middle pane of any of a workspace's eight tables: the users who have pages. */
export function WorkspacePane({ description, tools, onOpen, onReconnect }: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const text = workspaceStore.useSelector((state) => state.filter.text);
  const { reload, narrow, first, select } = workspaceStore.useApi().getState();
  useAction('refresh', () => void reload(), { part });
  return (
    <section ref={part} className={styles.pane} aria-label="Workspace">
      <ListHeader title={description.table} tools={tools} onReload={() => void reload()} />
      <ListFilter
        name="Users"
        label="Filter users by id"
        placeholder="User id"
        scope="workspace"
        part={part}
        text={text}
        onText={(entered) => narrow({ text: entered })}
        first={first}
        onOpen={({ key, index }) => {
          select(key, index);
          onOpen(key);
        }}
      />
      <Rows part={part} onOpen={onOpen} onReconnect={onReconnect} />
      <UsersFoot />
    </section>
  );
}

function Rows({
  part,
  onOpen,
  onReconnect,
}: Pick<LayoutPaneProps, 'onOpen' | 'onReconnect'> & {
  readonly part: RefObject<HTMLElement | null>;
}): ReactElement {
  const reading = workspaceStore.useSelector((state) => state.reading);
  const rows = workspaceStore.useSelector((state) => state.rows);
  const selected = workspaceStore.useSelector((state) => state.selected);
  const narrowed = workspaceStore.useSelector((state) => state.filter.text.trim() !== '');
  useRangeCache(rows);
  const { reopen, select, neighbour } = workspaceStore.useApi().getState();
  const error = reading.phase === 'failed' ? reading.error : rows?.error();
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.complete !== true;
  return (
    <>
      <ListError error={error} hasRows={rows !== undefined} onReopen={reopen} onReconnect={onReconnect} />
      {rows === undefined ||
      (isEmptySoFar(rows, { busy, version: progress?.version }) && !(busy && narrowed)) ? (
        error === undefined ? (
          <Skeleton label="Reading users" rows={14} />
        ) : null
      ) : rows.total() === 0 ? (
        <NoRows />
      ) : (
        <RowList
          label="Users"
          scope="workspace"
          part={part}
          rows={rows}
          selected={selected}
          select={select}
          neighbour={neighbour}
          keyOf={({ userId }) => userId}
          wordsOf={({ userId, pages }) => `${userId}, ${counted(pages, 'page')}`}
          renderRow={(row, dim) => <UserRow row={row} dim={dim} />}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

/** Nobody has a page, or nobody passes the filter. */
function NoRows(): ReactElement {
  const text = workspaceStore.useSelector((state) => state.filter.text);
  const { narrow, reload } = workspaceStore.useApi().getState();
  return text.trim() !== '' ? (
    <EmptyState
      title="No user passes the filter"
      actions={
        <Button look="primary" onClick={() => narrow({ text: '' })}>
          Clear the filter
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="Nobody has a page here"
      actions={
        <Button look="primary" onClick={() => void reload()}>
          Read again
        </Button>
      }
    >
      <p>Users are those of the pages table with the same prefix as this one.</p>
    </EmptyState>
  );
}
