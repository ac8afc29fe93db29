import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { sharedPrefixLength } from '../../ui/commonPrefix.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TextField } from '../../ui/Field.tsx';
import { MasterDetail } from '../../ui/list/MasterDetail.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { counted } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import { ConflictRow } from './ConflictRow.tsx';
import styles from './conflicts.module.css';
import { rowWords } from './rowWords.ts';
import { matching, selectAll, seqToOpen, shownOf } from './selectors.ts';
import { conflictsContext } from './store.ts';

const ROW_HEIGHT = 52;

/** The conflicts that writers of a connection, or of one of its tables, have met: newest first, each with its story. */
export function ConflictsList({
  connection,
  table,
  onOpenTask,
}: {
  readonly connection: string;
  readonly table?: string | undefined;
  /** Shows a task at an event. */
  readonly onOpenTask: (ref: TaskRef, seq: number) => void;
}): ReactElement {
  const phase = conflictsContext.useSelector((state) => state.conflicts);
  const follow = conflictsContext.useSelector((state) => state.follow);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => follow({ connection, table }), [follow, connection, table, attempt]);
  const again = (): void => setAttempt(attempt + 1);
  switch (phase.phase) {
    case 'idle':
    case 'running':
      return <Skeleton label="Reading the journal of conflicts" rows={6} />;
    case 'cancelled':
    case 'failed':
      return (
        <ErrorPanel
          error={phase.phase === 'failed' ? phase.error : undefined}
          steps={{ retry: again, reload: again, reconnect: again }}
        />
      );
    case 'done':
      return phase.value.length === 0 ? (
        <Nothing table={table} />
      ) : (
        <Listed onOpen={(conflict, seq) => onOpenTask(refOf(connection, conflict), seq)} />
      );
  }
}

const refOf = (connection: string, { table, taskId }: Conflict): TaskRef => ({
  connection,
  table,
  task: taskId,
});

function Nothing({ table }: { readonly table: string | undefined }): ReactElement {
  return (
    <EmptyState title={`No conflicts recorded${table === undefined ? '' : ` in ${table}`}`}>
      <p>
        When an append finds its sequence taken, or a status change finds another status than the one it
        relied on, or a record or request was changed since it was seen, nothing is overwritten: the write
        loses, and the loss is kept here.
      </p>
      <p>
        Each entry tells what the writer expected, what it met, which event had won, and the state on both
        sides. To see one, append an event from two windows at once.
      </p>
    </EmptyState>
  );
}

function Listed({ onOpen }: { readonly onOpen: (conflict: Conflict, seq: number) => void }): ReactElement {
  const all = conflictsContext.useSelector(selectAll);
  const text = conflictsContext.useSelector((state) => state.text);
  const selected = conflictsContext.useSelector((state) => state.selected);
  const { search, select } = conflictsContext.useApi().getState();
  const rows = useMemo(() => matching(all, text), [all, text]);
  const shown = shownOf(rows, selected);
  const filter = useRef<HTMLDivElement>(null);
  useAction('filter.focus', () => filter.current?.querySelector('input')?.focus());
  return (
    <MasterDetail>
      <div>
        <div ref={filter} className={styles.bar}>
          <TextField
            label="Filter conflicts"
            hideLabel
            placeholder="Task, record, event type, actor, status"
            value={text}
            onChange={(event) => search(event.currentTarget.value)}
          />
          <span className={styles.muted} role="status">
            {rows.length === all.length
              ? counted(all.length, 'conflict')
              : `${String(rows.length)} of ${counted(all.length, 'conflict')}`}
          </span>
        </div>
        {rows.length === 0 ? (
          <EmptyState title="No conflict matches">
            <p>The filter looks at task ids, tables, event types, actors and statuses.</p>
          </EmptyState>
        ) : (
          <VirtualList
            label="Conflicts"
            count={rows.length}
            rowHeight={ROW_HEIGHT}
            selected={shown === undefined ? undefined : rows.indexOf(shown)}
            onSelect={(index) => {
              const row = rows[index];
              if (row !== undefined) select(row.id);
            }}
            onOpen={(index) => {
              const row = rows[index];
              if (row !== undefined) onOpen(row, seqToOpen(row));
            }}
            renderRow={(index) => {
              const row = rows[index];
              if (row === undefined) return null;
              const around = [rows[index - 1]?.taskId, rows[index + 1]?.taskId];
              return <ConflictRow conflict={row} dim={sharedPrefixLength(row.taskId, around)} />;
            }}
            rowLabel={(index) => {
              const row = rows[index];
              return row === undefined ? undefined : rowWords(row);
            }}
            scope="conflicts"
          />
        )}
      </div>
      <div className={styles.detail}>
        {shown === undefined ? null : (
          <ConflictCard key={shown.id} conflict={shown} onOpen={(seq) => onOpen(shown, seq)} />
        )}
      </div>
    </MasterDetail>
  );
}
