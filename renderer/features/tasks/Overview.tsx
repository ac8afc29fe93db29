import type { ReactElement } from 'react';
import type { TableStreams } from '#shared/model/layout.ts';
import type { TaskOverview } from '#shared/contract/tasks.ts';
import { cx } from '../../ui/cx.ts';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { statusLook } from '../../ui/statusLook.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { AgeBars } from './AgeBars.tsx';
import styles from './overview.module.css';
import { RebuildChip } from './RebuildChip.tsx';
import { findingTasks, openStatuses, statusShares, toggledStatus } from './selectors.ts';
import { StatusBar } from './StatusBar.tsx';
import { NO_FILTER, tasksStore } from './store.ts';

/** The table at one glance: counts by status, what is wrong, what has been open longest. Every part narrows or opens. */
export function Overview({
  overview,
  streams,
  reading,
  onOpenTask,
  onRebuild,
}: {
  readonly overview: TaskOverview;
  /** The layout file that the table is read by: which of its statuses are open nobody knows. */
  readonly streams?: TableStreams | undefined;
  /** `first`: the figures are those of what was read so far; `again`: those of the last reading. */
  readonly reading: 'first' | 'again' | 'over';
  readonly onOpenTask: (task: string) => void;
  readonly onRebuild: (() => void) | undefined;
}): ReactElement {
  const word = useEntryWord();
  const filter = tasksStore.useSelector((state) => state.filter);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const toggle = (status: string): void => narrow({ statuses: toggledStatus(filter.statuses, status) });
  return (
    <div className={styles.overview}>
      <StatusBar overview={overview} chosen={filter.statuses} onToggle={toggle} />
      <div className={styles.chips} role="group" aria-label="Filter by status">
        {statusShares(overview).map((share) => (
          <button
            key={share.status}
            type="button"
            className={styles.chip}
            aria-pressed={filter.statuses.includes(share.status)}
            title={`${share.words}: show only these`}
            onClick={() => toggle(share.status)}
          >
            <StatusGlyph look={share.look} />
            <span className={styles.chipCount}>{formatCount(share.count)}</span>
            <bdi className={styles.chipWord}>{share.words}</bdi>
          </button>
        ))}
        {overview.withErrors + overview.withWarnings === 0 ? null : (
          <button
            type="button"
            className={styles.chip}
            aria-pressed={filter.onlyFindings}
            title={`${findingTasks(overview, word)}: show only these`}
            onClick={() => narrow({ onlyFindings: !filter.onlyFindings })}
          >
            <FindingBadge errors={overview.withErrors} warnings={0} />
            <FindingBadge errors={0} warnings={overview.withWarnings} />
            <span className={styles.chipWord}>with findings</span>
          </button>
        )}
        {onRebuild === undefined ? null : <RebuildChip drifting={overview.drifting} onRebuild={onRebuild} />}
      </div>
      {streams !== undefined ? null : reading === 'first' ? (
        <p className={cx(styles.shapeAges, styles.reading)}>reading… {formatCount(overview.total)} so far</p>
      ) : (
        <div className={cx(styles.open, reading === 'again' && styles.dimmed)}>
          <div className={styles.oldest}>
            <h3 className={styles.label}>Oldest open</h3>
            <OldestOpen oldest={overview.oldestOpen} onOpenTask={onOpenTask} />
          </div>
          <div className={styles.byAge}>
            <h3 className={styles.label}>
              Open, by last change{reading === 'again' ? ' · reading again' : ''}
            </h3>
            <AgeBars
              buckets={overview.openByAge}
              onChoose={() => narrow({ ...NO_FILTER, statuses: openStatuses(overview), order: 'oldest' })}
            />
          </div>
        </div>
      )}
    </div>
  );
}

function OldestOpen({
  oldest,
  onOpenTask,
}: {
  readonly oldest: TaskOverview['oldestOpen'];
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  if (oldest === null) return <p className={styles.none}>None: every task has ended.</p>;
  return (
    <>
      <p className={styles.oldestAge}>
        <StatusGlyph look={statusLook(oldest.status)} label={oldest.status} />
        <Time at={oldest.changedAt} style="relative" />
      </p>
      <button type="button" className={styles.oldestTask} onClick={() => onOpenTask(oldest.task)}>
        <IdText id={oldest.task} />
      </button>
    </>
  );
}
