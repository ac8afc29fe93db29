import { useEffect, type ReactElement } from 'react';
import { mayLie, type RebuildRow } from '#shared/model/rebuildStory.ts';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { ROW_HEIGHT, VirtualList } from '../../ui/list/VirtualList.tsx';
import styles from './rebuild.module.css';
import { RunTaskRow } from './RunTaskRow.tsx';
import type { RunTasks } from './state.ts';
import { rebuildStore } from './store.ts';
import { StoryView } from './StoryView.tsx';
import { rowWords } from './words.ts';

/** Whether a task lies, or may lie, as it was rebuilt, and so can be put back. */
const canBePutBack = (row: RebuildRow | undefined): row is RebuildRow =>
  row?.result !== undefined &&
  row.result !== null &&
  mayLie(row.result) &&
  row.undone?.outcome !== 'written' &&
  row.undone?.outcome !== 'agrees';

/** Whether any row can be put back, as far as is known: one that is not loaded may. */
function mayBePutBack(rows: RunTasks['rows']): boolean {
  const total = rows.total() ?? 0;
  for (let index = 0; index < total; index += 1) {
    const row = rows.at(index);
    if (row === undefined || canBePutBack(row)) return true;
  }
  return false;
}

/** The tasks of a run, and of the selected one its projection before against after. */
export function RunTasksView({
  tasks: { rows, selected, story, marked },
  isRunning,
  onOpenTask,
}: {
  readonly tasks: RunTasks;
  readonly isRunning: boolean;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const word = useEntryWord();
  useRangeCache(rows);
  const { selectTask, mark } = rebuildStore.useApi().getState();
  const total = rows.total() ?? 0;
  const isOnly = !isRunning && total === 1 && rows.at(0) !== undefined;
  useEffect(() => {
    if (isOnly && selected === undefined) void selectTask(0);
  }, [isOnly, selected, selectTask]);
  const error = rows.error();
  const markOf = (row: RebuildRow | undefined): boolean | undefined =>
    !isRunning && canBePutBack(row) ? marked.has(row.task) : undefined;
  const toggle = (row: RebuildRow | undefined): void => {
    if (!isRunning && canBePutBack(row)) mark(row.task);
  };
  const mayMark = !isRunning && mayBePutBack(rows);
  return (
    <>
      {error === undefined ? null : (
        <ErrorPanel compact isKept error={error} steps={{ retry: () => rows.invalidate() }} />
      )}
      <div className={styles.rows} style={{ height: `min(30vh, ${Math.max(3, total) * ROW_HEIGHT + 2}px)` }}>
        <VirtualList
          label={`What became of each ${word}`}
          count={total}
          selected={selected}
          onSelect={(index) => void selectTask(index)}
          onOpen={(index) => {
            const row = rows.at(index);
            if (row !== undefined && !isRunning) onOpenTask(row.task);
          }}
          onVisible={rows.ensure}
          marks={{ isMarked: (index) => markOf(rows.at(index)), toggle: (index) => toggle(rows.at(index)) }}
          rowLabel={(index) => {
            const row = rows.at(index);
            return row === undefined ? 'Loading' : `${row.task}, ${rowWords(row)}`;
          }}
          renderRow={(index) => {
            const row = rows.at(index);
            return row === undefined ? null : (
              <RunTaskRow row={row} marked={markOf(row)} onToggle={() => toggle(row)} />
            );
          }}
        />
      </div>
      {selected === undefined ? (
        <p className={styles.quiet}>
          Choose a {word} to see its projection before against after; Enter opens it.
          {mayMark ? ' Space marks it for putting it back.' : ''}
        </p>
      ) : (
        <StoryView story={story} />
      )}
    </>
  );
}
