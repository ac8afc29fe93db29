import { useRef, type ReactElement, type ReactNode } from 'react';
import type { TableDescription } from '#shared/model/layout.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { NoRows, NotTasks, NoTable } from './emptyStates.tsx';
import { FilterBar } from './FilterBar.tsx';
import { isNarrowed } from './selectors.ts';
import { OverviewShape } from './OverviewShape.tsx';
import { Overview } from './Overview.tsx';
import { ReadingLine } from './ReadingLine.tsx';
import { tasksStore } from './store.ts';
import { TaskList } from './TaskList.tsx';
import styles from './tasks.module.css';

/** The tasks of the open table: what stands in it at a glance, then the list. */
export function TasksPane({
  description,
  waiting,
  tools,
  onOpenTask,
  onReconnect,
  onReadAnyway,
  onShowConflicts,
  letters,
  onShowLetters,
  onRebuild,
}: {
  /** The chosen table, when it holds no tasks and was therefore not opened. */
  readonly description: TableDescription | undefined;
  /** What is going on, when that is why no table is chosen yet. */
  readonly waiting: string | undefined;
  /** What can be done with the whole table, beside its name. */
  readonly tools?: ReactNode;
  readonly onOpenTask: (task: string) => void;
  readonly onReconnect: () => void;
  readonly onReadAnyway: () => void;
  readonly onShowConflicts: () => void;
  /** How many dead letters wait, where it is known. */
  readonly letters: number | undefined;
  readonly onShowLetters: () => void;
  /** Asks to rebuild every drifting projection; undefined where there is none to rebuild. */
  readonly onRebuild: (() => void) | undefined;
}): ReactElement {
  const part = useRef<HTMLElement>(null);
  const table = tasksStore.useSelector((state) => state.table);
  const { style } = useTime();
  const reload = tasksStore.useSelector((state) => state.reload);
  useAction('refresh', () => void reload(), { part, enabled: table !== undefined });
  return (
    <section ref={part} className={styles.pane} data-times={style} aria-label="Tasks">
      {table === undefined ? (
        description === undefined ? (
          <NoTable waiting={waiting} />
        ) : (
          <>
            <ListHeader title={description.table} tools={tools} />
            <NotTasks description={description} onReadAnyway={onReadAnyway} />
          </>
        )
      ) : (
        <>
          <ListHeader
            title={table.table}
            tools={
              <>
                {tools}
                <Button look="quiet" onClick={onShowConflicts}>
                  Conflicts
                </Button>
                <LettersButton letters={letters} onShow={onShowLetters} />
              </>
            }
            onReload={() => void reload()}
          />
          <OpenTable part={part} onOpenTask={onOpenTask} onReconnect={onReconnect} onRebuild={onRebuild} />
        </>
      )}
    </section>
  );
}

/** Leads to the dead letters; where the pane is narrow, the words shrink to their glyph. */
function LettersButton({
  letters,
  onShow,
}: {
  readonly letters: number | undefined;
  readonly onShow: () => void;
}): ReactElement {
  const count = letters === undefined ? '' : formatCount(letters);
  return (
    <Button look="quiet" className={styles.letters} title="Dead letters" onClick={onShow}>
      <span className={styles.lettersGlyph}>
        <StatusGlyph look="dead_lettered" />
      </span>
      <span className={styles.lettersWords}>Dead letters</span>
      {count === '' ? null : <span> {count}</span>}
    </Button>
  );
}

function OpenTable({
  part,
  onOpenTask,
  onReconnect,
  onRebuild,
}: {
  readonly part: React.RefObject<HTMLElement | null>;
  readonly onOpenTask: (task: string) => void;
  readonly onReconnect: () => void;
  readonly onRebuild: (() => void) | undefined;
}): ReactElement {
  const reading = tasksStore.useSelector((state) => state.reading);
  const complete = tasksStore.useSelector((state) => state.complete);
  const overview = tasksStore.useSelector((state) => state.overview);
  const filter = tasksStore.useSelector((state) => state.filter);
  const rows = tasksStore.useSelector((state) => state.rows);
  const reopen = tasksStore.useSelector((state) => state.reopen);
  const error = reading.phase === 'failed' ? reading.error : rows?.error();
  const failed = error !== undefined;
  const told = rows !== undefined && hasCode(error, 'Disconnected'); // The banner across the window says it.
  const empty = rows?.total() === 0;
  const busy = reading.phase === 'running' && reading.progress?.phase !== 'ready';
  return (
    <>
      {failed && !told ? (
        <ErrorPanel
          error={error}
          compact={rows !== undefined}
          steps={{ retry: reopen, reload: reopen, reconnect: onReconnect }}
        />
      ) : null}
      {overview === undefined || (overview.total === 0 && busy) ? (
        busy && <OverviewShape />
      ) : overview.total === 0 ? null : (
        <Overview
          overview={overview}
          reading={!busy ? 'over' : complete ? 'again' : 'first'}
          onOpenTask={onOpenTask}
          onRebuild={onRebuild}
        />
      )}
      {busy || (rows !== undefined && !failed) || overview !== undefined ? (
        <FilterBar part={part} onOpenTask={onOpenTask} />
      ) : null}
      {rows === undefined || (empty && busy && !isNarrowed(filter)) ? (
        failed ? null : (
          <Skeleton label="Reading tasks" rows={14} />
        )
      ) : empty ? (
        <NoRows />
      ) : (
        <TaskList rows={rows} part={part} onOpenTask={onOpenTask} />
      )}
      <ReadingLine />
    </>
  );
}
