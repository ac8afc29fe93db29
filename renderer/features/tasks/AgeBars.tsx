import type { ReactElement } from 'react';
import type { TaskOverview } from '#shared/contract/tasks.ts';
import { formatDuration } from '../../ui/time/duration.ts';
import { counted, formatCount } from '../../ui/numbers.ts';
import styles from './overview.module.css';

const HEIGHT = 24;

type Bucket = TaskOverview['openByAge'][number];

/** Open tasks by the age of their last change, as columns: work that piles up at the right is stuck. */
export function AgeBars({ buckets }: { readonly buckets: TaskOverview['openByAge'] }): ReactElement {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
  return (
    <ol className={styles.ages} aria-label="Open tasks by age of their last change">
      {buckets.map((bucket, index) => {
        const height = bucket.count === 0 ? 0 : Math.max(2, (bucket.count / most) * HEIGHT);
        const label = shortAge(bucket, buckets[index - 1]);
        return (
          <li
            key={bucket.label}
            className={styles.age}
            title={`${bucket.label}: ${counted(bucket.count, 'open task')}`}
          >
            <span className={styles.ageCount}>{bucket.count === 0 ? '' : formatCount(bucket.count)}</span>
            <svg
              className={styles.column}
              viewBox={`0 0 10 ${HEIGHT}`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect className={styles.ground} y={HEIGHT - 1} width="10" height="1" />
              <rect className={styles.fill} y={HEIGHT - height} width="10" height={height} />
            </svg>
            <span className={styles.ageLabel}>{label}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** A bucket's bounds as short as its column: `< 1 h`, and `> 7 d` for the last; `?` for tasks without a time. */
export function shortAge(bucket: Bucket, before: Bucket | undefined): string {
  if (bucket.upToMs !== null) return `< ${formatDuration(bucket.upToMs, 1)}`;
  return before?.upToMs === null || before === undefined ? '?' : `> ${formatDuration(before.upToMs, 1)}`;
}
