import type { ReactElement } from 'react';
import type { TaskOverview } from '#shared/contract/tasks.ts';
import { formatDuration } from '../../ui/time/duration.ts';
import { counted, formatCount } from '../../ui/numbers.ts';
import styles from './overview.module.css';

const HEIGHT = 24;

type Bucket = TaskOverview['openByAge'][number];

/** Open tasks by the age of their last change, as columns: work that piles up at the right is stuck. */
export function AgeBars({
  buckets,
  onChoose,
}: {
  readonly buckets: TaskOverview['openByAge'];
  /** A column was chosen: the open tasks are wanted, oldest first. */
  readonly onChoose: () => void;
}): ReactElement {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
  return (
    <ol className={styles.ages} aria-label="Open tasks by age of their last change">
      {buckets.map((bucket, index) => {
        const height = bucket.count === 0 ? 0 : Math.max(2, (bucket.count / most) * HEIGHT);
        const label = shortAge(bucket, buckets[index - 1]);
        return (
          <li key={bucket.label} className={styles.ageItem}>
            <button
              type="button"
              className={styles.age}
              disabled={bucket.count === 0}
              aria-label={ageWords(bucket)}
              title={`${ageWords(bucket)}: show the open tasks, oldest first`}
              onClick={onChoose}
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
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const UNITS: Readonly<Record<string, string>> = { min: 'minute', h: 'hour', d: 'day' };

/** A column in words: `4 open tasks unchanged for 1 to 7 days`. */
export function ageWords({ label, count }: Bucket): string {
  const tasks = counted(count, 'open task');
  if (!/\d/.test(label)) return `${tasks} without a time of change`;
  const span = label
    .replace(/(\d+) (min|h|d)\b/g, (_, amount: string, unit: string) =>
      counted(Number(amount), UNITS[unit] ?? unit),
    )
    .replace(/^(\d+) (\w+?)s? to (\d+) \2(s?)$/, '$1 to $3 $2$4');
  return `${tasks} unchanged for ${span}`;
}

/** A bucket's bounds as short as its column: `< 1 h`, and `> 7 d` for the last; `?` for tasks without a time. */
export function shortAge(bucket: Bucket, before: Bucket | undefined): string {
  if (bucket.upToMs !== null) return `< ${formatDuration(bucket.upToMs, 1)}`;
  return before?.upToMs === null || before === undefined ? '?' : `> ${formatDuration(before.upToMs, 1)}`;
}
