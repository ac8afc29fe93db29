import { useRef, type ReactElement, type RefObject } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { isEmptySoFar } from '../../ui/list/emptySoFar.ts';
import { ListError } from '../../ui/list/ListError.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { RowList } from '../../ui/list/RowList.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { RecordFilters } from './RecordFilters.tsx';
import { RECORD_ROW, RecordRow } from './RecordRow.tsx';
import { RecordsFoot } from './RecordsFoot.tsx';
import styles from './records.module.css';
import { NO_FILTER, recordsStore } from './store.ts';
import { isNarrowed, rowWords } from './selectors.ts';
import { useRows } from './useRows.ts';

/** The records of the open table: filters, list, how much of it was read. */
export function RecordsPane({ description, tools, onOpen, onReconnect }: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const reload = recordsStore.useSelector((state) => state.reload);
  useAction('refresh', () => void reload(), { part });
  return (
    <section ref={part} className={styles.pane} aria-label="Records">
      <ListHeader title={description.table} tools={tools} onReload={() => void reload()} />
      <OpenTable part={part} onOpen={onOpen} onReconnect={onReconnect} />
    </section>
  );
}

function OpenTable({
  part,
  onOpen,
  onReconnect,
}: {
  readonly part: RefObject<HTMLElement | null>;
  readonly onOpen: (entry: string) => void;
  readonly onReconnect: () => void;
}): ReactElement {
  const reading = recordsStore.useSelector((state) => state.reading);
  const rows = useRows();
  const reopen = recordsStore.useSelector((state) => state.reopen);
  const narrowed = recordsStore.useSelector(({ filter }) => isNarrowed(filter));
  const error = reading.phase === 'failed' ? reading.error : rows?.error();
  const failed = error !== undefined;
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.complete !== true;
  const isComing = rows !== undefined && isEmptySoFar(rows, { busy, version: progress?.version });
  return (
    <>
      <ListError error={error} hasRows={rows !== undefined} onReopen={reopen} onReconnect={onReconnect} />
      {busy || rows !== undefined ? <RecordFilters part={part} onOpen={onOpen} /> : null}
      {rows === undefined || (isComing && !(busy && narrowed)) ? (
        failed ? null : (
          <Skeleton label="Reading records" rows={14} />
        )
      ) : rows.total() === 0 ? (
        <NoRows />
      ) : (
        <Rows part={part} onOpen={onOpen} />
      )}
      <RecordsFoot />
    </>
  );
}

function Rows({
  part,
  onOpen,
}: {
  readonly part: RefObject<HTMLElement | null>;
  readonly onOpen: (entry: string) => void;
}): ReactElement | null {
  const { clock } = useTime();
  const { rows, selected, select, neighbour } = recordsStore.useSelector((state) => state);
  return rows === undefined ? null : (
    <RowList
      label="Records"
      scope="records"
      part={part}
      rows={rows}
      selected={selected}
      select={select}
      neighbour={neighbour}
      keyOf={({ key }) => key}
      wordsOf={(row) => rowWords(row, clock.now())}
      renderRow={(row, dim) => <RecordRow row={row} dim={dim} />}
      rowHeight={RECORD_ROW}
      onOpen={onOpen}
    />
  );
}

/** Nothing in the table, or nothing that passes the filter. */
function NoRows(): ReactElement {
  const narrowed = recordsStore.useSelector(({ filter }) => isNarrowed(filter));
  const narrow = recordsStore.useSelector((state) => state.narrow);
  const reload = recordsStore.useSelector((state) => state.reload);
  const order = recordsStore.useSelector(({ filter }) => filter.order);
  return narrowed ? (
    <EmptyState
      title="No record passes the filter"
      actions={
        <Button look="primary" onClick={() => narrow({ ...NO_FILTER, order })}>
          Clear the filter
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="The table holds no records yet"
      actions={
        <Button look="primary" onClick={() => void reload()}>
          Read again
        </Button>
      }
    >
      <p>
        Records are items under <code>OWNER#…</code> and <code>TASK#…</code> with a version and JSON data.
      </p>
    </EmptyState>
  );
}
