import { useRef, type ReactElement, type RefObject } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { isEmptySoFar } from '../../ui/list/emptySoFar.ts';
import { ListError } from '../../ui/list/ListError.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { RowList } from '../../ui/list/RowList.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { RequestBar } from './RequestBar.tsx';
import { RequestRowView, requestRowWords } from './RequestRowView.tsx';
import styles from './requests.module.css';
import { RequestsFoot } from './RequestsFoot.tsx';
import { NO_FILTER, requestsStore } from './store.ts';

/** The middle pane of a table of the layout `request`: its requests, narrowed by state, person, profile and text. */
export function RequestsPane({
  deps,
  description,
  tools,
  onOpen,
  onReconnect,
}: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const reload = requestsStore.useSelector((state) => state.reload);
  const { style } = useTime();
  useAction('refresh', () => void reload(), { part });
  return (
    <section ref={part} className={styles.pane} data-times={style} aria-label="Requests">
      <ListHeader title={description.table} tools={tools} onReload={() => void reload()} />
      <RequestBar client={deps.client} part={part} onOpen={onOpen} />
      <Rows part={part} onOpen={onOpen} onReconnect={onReconnect} />
      <RequestsFoot />
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
  const reading = requestsStore.useSelector((state) => state.reading);
  const rows = requestsStore.useSelector((state) => state.rows);
  const selected = requestsStore.useSelector((state) => state.selected);
  useRangeCache(rows);
  const { reopen, select, neighbour } = requestsStore.useApi().getState();
  const error = reading.phase === 'failed' ? reading.error : rows?.error();
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.complete !== true;
  return (
    <>
      <ListError error={error} hasRows={rows !== undefined} onReopen={reopen} onReconnect={onReconnect} />
      {rows === undefined || isEmptySoFar(rows, { busy, version: progress?.version }) ? (
        error === undefined ? (
          <Skeleton label="Reading requests" rows={14} />
        ) : null
      ) : rows.total() === 0 ? (
        <NoRows />
      ) : (
        <RowList
          label="Requests"
          scope="requests"
          part={part}
          rows={rows}
          selected={selected}
          select={select}
          neighbour={neighbour}
          keyOf={({ id }) => id}
          wordsOf={requestRowWords}
          renderRow={(row, dim) => <RequestRowView row={row} dim={dim} />}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

/** Nothing was read, or nothing passes the filter. */
function NoRows(): ReactElement {
  const { text, state, order } = requestsStore.useSelector((all) => all.filter);
  const narrow = requestsStore.useSelector((all) => all.narrow);
  const reload = requestsStore.useSelector((all) => all.reload);
  return text.trim() !== '' || state !== 'all' ? (
    <EmptyState
      title="No request passes the filter"
      actions={
        <Button look="primary" onClick={() => narrow({ ...NO_FILTER, order })}>
          Clear the filter
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="No requests here"
      actions={
        <Button look="primary" onClick={() => void reload()}>
          Read again
        </Button>
      }
    />
  );
}
