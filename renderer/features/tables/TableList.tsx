import type { ReactElement } from 'react';
import type { TableDescription } from '#shared/model/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatCompact, formatCount } from '../../ui/numbers.ts';
import { ReloadButton } from '../../ui/ReloadButton.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { isToldByBanner, keyWords, readByWords } from './selectors.ts';
import { tablesStore } from './store.ts';
import styles from './tables.module.css';

/** What the list needs to know of its surroundings. */
export interface TableListProps {
  readonly chosen: string | undefined;
  readonly onChoose: (table: string) => void;
  /** The region that the connection looks at, where it names one. */
  readonly region: string | undefined;
  readonly onReconnect: () => void;
  readonly onEditConnection: (() => void) | undefined;
}

/** The tables of the chosen connection with what was found in each. */
export function TableList({
  chosen,
  onChoose,
  region,
  onReconnect,
  onEditConnection,
}: TableListProps): ReactElement | null {
  const connection = tablesStore.useSelector((state) => state.connection);
  const tables = tablesStore.useSelector((state) => state.tables);
  const reading = tablesStore.useSelector((state) => state.reading);
  const reload = tablesStore.useSelector((state) => state.reload);
  if (connection === undefined) return null;
  return (
    <section className={styles.section} aria-label="Tables">
      <div className={styles.title}>
        <h2>
          Tables
          {tables.length > 0 ? <span className={styles.count}> {formatCount(tables.length)}</span> : null}
        </h2>
        <ReloadButton label="List the tables again" onClick={reload} />
      </div>
      {reading.phase === 'failed' && !(tables.length > 0 && isToldByBanner(reading.error)) ? (
        <ErrorPanel
          error={reading.error}
          isKept={tables.length > 0}
          steps={{
            retry: reload,
            reconnect: onReconnect,
            ...(onEditConnection === undefined ? {} : { editConnection: onEditConnection }),
          }}
        />
      ) : null}
      {tables.length === 0 && reading.phase === 'running' ? (
        <Skeleton label="Reading tables" rows={4} />
      ) : null}
      {tables.length === 0 && reading.phase === 'done' && reading.value.length === 0 ? (
        <NoTables region={region} onReload={reload} onEdit={onEditConnection} />
      ) : null}
      <ul className={styles.list}>
        {tables.map((table) => (
          <TableRow
            key={table.table}
            table={table}
            current={table.table === chosen}
            onChoose={() => onChoose(table.table)}
          />
        ))}
        {reading.phase === 'done'
          ? reading.value.map(({ table, reason }) => (
              <li key={table} className={styles.failed} title={reason}>
                <bdi className={styles.name}>{table}</bdi>
                <span className={styles.reason}>
                  not readable: <bdi>{reason}</bdi>
                </span>
              </li>
            ))
          : null}
      </ul>
    </section>
  );
}

function TableRow({
  table,
  current,
  onChoose,
}: {
  readonly table: TableDescription;
  readonly current: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const title = [
    `Key: ${keyWords(table)}`,
    `${formatCount(table.items)} items, ${formatBytes(table.bytes)} by DynamoDB’s count`,
    ...table.indexes.map((index) => `Index: ${index.name}`),
    ...(table.ttlAttribute === undefined ? [] : [`Expires by: ${table.ttlAttribute}`]),
  ].join('\n');
  return (
    <li>
      <button type="button" className={styles.row} aria-current={current} title={title} onClick={onChoose}>
        <bdi className={styles.name}>{table.table}</bdi>
        <span className={styles.items}>{formatCompact(table.items)}</span>
        <span className={styles.layout} data-layout={table.layout}>
          {readByWords(table)}
        </span>
      </button>
    </li>
  );
}

function NoTables({
  region,
  onReload,
  onEdit,
}: {
  readonly region: string | undefined;
  readonly onReload: () => void;
  readonly onEdit: (() => void) | undefined;
}): ReactElement {
  return (
    <EmptyState
      title="No tables here"
      actions={
        <>
          <Button look="primary" onClick={onReload}>
            List again
          </Button>
          {onEdit === undefined ? null : <Button onClick={onEdit}>Edit connection</Button>}
        </>
      }
    >
      <p>
        The connection answers{region === undefined ? '' : ` for ${region}`} and lists no table. Tables belong
        to one region; DynamoDB Local also keeps them apart by access key unless it runs with{' '}
        <code>-sharedDb</code>.
      </p>
      <p>
        To create the tables with demonstration data: <code>npx dynascope seed</code>
      </p>
    </EmptyState>
  );
}
