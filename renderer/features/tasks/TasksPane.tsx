import { useRef, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import type { TableDescription, TableStreams } from '#shared/model/layout.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { entryTitle, useEntryWord } from '../../ui/entryWord.tsx';
import { ListError } from '../../ui/list/ListError.tsx';
import { isEmptySoFar } from '../../ui/list/emptySoFar.ts';
import { ListHeader } from '../../ui/list/ListHeader.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { formatCount } from '../../ui/numbers.ts';
import { SlowReducerNote } from '../../ui/SlowReducerNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { NoRows, NoSuchTable, NotTasks, NoTable } from './emptyStates.tsx';
import { FilterBar } from './FilterBar.tsx';
import { hasNoStatus, isNarrowed } from './selectors.ts';
import { MarkedBar } from './MarkedBar.tsx';
import { OverviewShape } from './OverviewShape.tsx';
import { Overview } from './Overview.tsx';
import { ReadingLine } from './ReadingLine.tsx';
import { tasksStore } from './store.ts';
import { StreamOverview } from './StreamOverview.tsx';
import { TaskList } from './TaskList.tsx';
import styles from './tasks.module.css';

/** The tasks of the open table: what stands in it at a glance, then the list. */
export function TasksPane({
  description,
  waiting,
  missing,
  tools,
  onOpenTask,
  onReconnect,
  onReadAnyway,
  onMakeLayout,
  onShowConflicts,
  letters,
  onShowLetters,
  onRebuild,
  onGiveBack,
  onCompare,
}: {
  /** The chosen table, when it holds no tasks and was therefore not opened. */
  readonly description: TableDescription | undefined;
  /** What is going on, when that is why no table is chosen yet. */
  readonly waiting: string | undefined;
  /** The table that is asked for and that the connection does not have. */
  readonly missing: string | undefined;
  /** What can be done with the whole table, beside its name. */
  readonly tools?: ReactNode;
  readonly onOpenTask: (task: string) => void;
  readonly onReconnect: () => void;
  readonly onReadAnyway: () => void;
  /** Leads to the making of a layout for the table. */
  readonly onMakeLayout: () => void;
  readonly onShowConflicts: () => void;
  /** How many dead letters wait, where it is known. */
  readonly letters: number | undefined;
  readonly onShowLetters: () => void;
  /** Asks to rebuild every drifting projection; undefined where there is none to rebuild. */
  readonly onRebuild: (() => void) | undefined;
  /** Goes back to the table's own reducer, where the reader's is too slow. */
  readonly onGiveBack: () => void;
  /** Compares two tasks of the list. */
  readonly onCompare: (left: string, right: string) => void;
}): ReactElement {
  const part = useRef<HTMLElement>(null);
  const word = useEntryWord();
  const table = tasksStore.useSelector((state) => state.table);
  const streams = description?.streams;
  const { style } = useTime();
  const reload = tasksStore.useSelector((state) => state.reload);
  useAction('refresh', () => void reload(), { part, enabled: table !== undefined });
  return (
    <section ref={part} className={styles.pane} data-times={style} aria-label={`${entryTitle(word)}s`}>
      {table === undefined ? (
        description === undefined ? (
          missing === undefined ? (
            <NoTable waiting={waiting} />
          ) : (
            <NoSuchTable table={missing} />
          )
        ) : (
          <>
            <ListHeader title={description.table} tools={tools} />
            <NotTasks description={description} onReadAnyway={onReadAnyway} onMakeLayout={onMakeLayout} />
          </>
        )
      ) : (
        <>
          <ListHeader
            title={table.table}
            tools={
              <>
                {tools}
                {streams === undefined ? (
                  <>
                    <Button look="quiet" onClick={onShowConflicts}>
                      Conflicts
                    </Button>
                    <LettersButton letters={letters} onShow={onShowLetters} />
                  </>
                ) : null}
              </>
            }
            onReload={() => void reload()}
          />
          <OpenTable
            streams={streams}
            part={part}
            onOpenTask={onOpenTask}
            onReconnect={onReconnect}
            onRebuild={onRebuild}
            onGiveBack={onGiveBack}
          />
          <MarkedBar onCompare={onCompare} />
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

/** The counts above the list: by status, or for streams without any only how many there are. */
function OverviewOf({ streams, ...props }: ComponentProps<typeof Overview>): ReactElement {
  return streams === undefined || !hasNoStatus(props.overview) ? (
    <Overview {...props} streams={streams} />
  ) : (
    <StreamOverview {...props} streams={streams} />
  );
}

function OpenTable({
  part,
  streams,
  onOpenTask,
  onReconnect,
  onRebuild,
  onGiveBack,
}: {
  readonly part: React.RefObject<HTMLElement | null>;
  readonly streams: TableStreams | undefined;
  readonly onOpenTask: (task: string) => void;
  readonly onReconnect: () => void;
  readonly onRebuild: (() => void) | undefined;
  readonly onGiveBack: () => void;
}): ReactElement {
  const word = useEntryWord();
  const reading = tasksStore.useSelector((state) => state.reading);
  const complete = tasksStore.useSelector((state) => state.complete);
  const overview = tasksStore.useSelector((state) => state.overview);
  const filter = tasksStore.useSelector((state) => state.filter);
  const rows = tasksStore.useSelector((state) => state.rows);
  const reopen = tasksStore.useSelector((state) => state.reopen);
  useRangeCache(rows);
  const error = reading.phase === 'failed' ? reading.error : rows?.error();
  const failed = error !== undefined;
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.phase !== 'ready';
  const isComing = rows === undefined ? busy : isEmptySoFar(rows, { busy, version: progress?.version });
  return (
    <>
      <ListError error={error} hasRows={rows !== undefined} onReopen={reopen} onReconnect={onReconnect} />
      {overview === undefined || (overview.total === 0 && isComing) ? (
        (busy || isComing) && <OverviewShape />
      ) : overview.total === 0 ? null : (
        <OverviewOf
          overview={overview}
          streams={streams}
          reading={!busy ? 'over' : complete ? 'again' : 'first'}
          onOpenTask={onOpenTask}
          onRebuild={onRebuild}
        />
      )}
      {busy || (rows !== undefined && !failed) || overview !== undefined ? (
        <FilterBar part={part} streams={streams !== undefined} onOpenTask={onOpenTask} />
      ) : null}
      {rows === undefined || (isComing && !(busy && isNarrowed(filter))) ? (
        failed ? null : (
          <Skeleton label={`Reading ${word}s`} rows={14} />
        )
      ) : rows.total() === 0 ? (
        <NoRows streams={streams} />
      ) : (
        <TaskList rows={rows} part={part} streams={streams !== undefined} onOpenTask={onOpenTask} />
      )}
      {progress?.slow === undefined ? null : <SlowReducerNote slow={progress.slow} onGiveBack={onGiveBack} />}
      <ReadingLine />
    </>
  );
}
