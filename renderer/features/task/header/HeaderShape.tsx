import { useSyncExternalStore, type ReactElement } from 'react';
import { Progress } from '../../../ui/Progress.tsx';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import styles from './Header.module.css';

/** Progress in figures begins after so many milliseconds. */
const PATIENCE = 1000;

/** The shape of the answer that is on its way; after a second with real progress. */
export function HeaderShape(): ReactElement {
  return (
    <div className={styles.shape}>
      <div className={styles.bars} aria-hidden="true">
        <span style={{ width: 120 }} />
        <span style={{ width: 120 }} />
        <span style={{ width: 220 }} />
      </div>
      <ReadingProgress />
    </div>
  );
}

/** How many events have been read and how fast, once reading takes longer than a moment. */
export function ReadingProgress(): ReactElement {
  const link = taskContext.useSelector((state) => state.link);
  const events = taskContext.useSelector((state) => state.progress?.events ?? 0);
  // The end is read first, so that its number tells about how many there are.
  const total = taskContext.useSelector((state) => state.progress?.lastSeq);
  const { clock } = useTaskDeps();
  const now = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.now() / 1000)) * 1000;
  const passed = link.phase === 'opening' ? now - link.sinceMs : 0;
  return (
    <div className={styles.progress}>
      {passed >= PATIENCE ? (
        <Progress
          label="Reading"
          done={events}
          total={total}
          exact
          unit="events"
          perSecond={(events * 1000) / passed}
        />
      ) : null}
    </div>
  );
}
