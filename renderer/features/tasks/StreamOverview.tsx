import type { ReactElement } from 'react';
import type { TaskOverview } from '#shared/contract/tasks.ts';
import type { TableStreams } from '#shared/model/layout.ts';
import { counted } from '../../ui/numbers.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import styles from './overview.module.css';
import { RebuildChip } from './RebuildChip.tsx';
import { findingTasks } from './selectors.ts';
import { tasksStore } from './store.ts';

/** A table of streams at one glance, where there is no status to count by: how many, what is wrong, how they are read. */
export function StreamOverview({
  overview,
  streams,
  reading,
  onRebuild,
}: {
  readonly overview: TaskOverview;
  readonly streams: TableStreams;
  /** `first`: the figures are those of what was read so far. */
  readonly reading: 'first' | 'again' | 'over';
  /** Undefined where there is no projection to rebuild. */
  readonly onRebuild: (() => void) | undefined;
}): ReactElement {
  const onlyFindings = tasksStore.useSelector((state) => state.filter.onlyFindings);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const wrong = overview.withErrors + overview.withWarnings;
  return (
    <div className={styles.overview}>
      <p className={styles.streams}>
        {reading === 'first' ? 'reading… ' : ''}
        {counted(overview.total, 'stream')}
        {wrong === 0 ? null : (
          <button
            type="button"
            className={styles.chip}
            aria-pressed={onlyFindings}
            title={`${findingTasks(overview, 'stream')}: show only these`}
            onClick={() => narrow({ onlyFindings: !onlyFindings })}
          >
            <FindingBadge errors={overview.withErrors} warnings={0} />
            <FindingBadge errors={0} warnings={overview.withWarnings} />
            <span className={styles.chipWord}>with findings</span>
          </button>
        )}
        {onRebuild === undefined ? null : <RebuildChip drifting={overview.drifting} onRebuild={onRebuild} />}
      </p>
      <p className={styles.readBy}>
        Read by the layout <bdi>{streams.title}</bdi>
        {streams.source === 'built-in' ? ', built in' : ''}.{' '}
        {streams.hasProjections ? 'Only projections are written' : 'Nothing is written through a layout'}.
        {streams.onlyByScan ? ' One stream is found only by reading the table.' : ''}
      </p>
    </div>
  );
}
