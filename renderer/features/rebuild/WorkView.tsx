import type { ReactElement } from 'react';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { Progress } from '../../ui/Progress.tsx';
import styles from './rebuild.module.css';
import { RunTasksView } from './RunTasksView.tsx';
import type { Work } from './state.ts';
import { rebuildStore } from './store.ts';
import { workWords } from './words.ts';

/** How a rebuild goes: progress, the counts, and what became of each task; once it is over what went wrong first. */
export function WorkView({
  work,
  onOpenTask,
}: {
  readonly work: Work;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const word = useEntryWord();
  const tasks = rebuildStore.useSelector((state) => state.tasks);
  const { at, done, total, doing } = work;
  const running = at.phase === 'running';
  return (
    <div className={styles.work}>
      {at.phase === 'failed' ? <ErrorPanel error={at.error} compact steps={{}} /> : null}
      {running ? (
        <Progress
          label={doing === 'undo' ? 'Put back' : 'Rebuilt'}
          done={done}
          total={total}
          unit="projections"
          exact
        />
      ) : null}
      <p role="status" {...TAKES_FOCUS}>
        {workWords(work, word)}
      </p>
      {tasks === undefined ? null : (
        <RunTasksView tasks={tasks} isRunning={running} onOpenTask={onOpenTask} />
      )}
    </div>
  );
}
